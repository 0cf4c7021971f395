using S3Sync.LocalS3.Faults;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.Storage.S3.Wire;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.S3;

public class RetryTests
{
    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(502, "BadGateway")]
    [InlineData(503, "SlowDown")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(400, "RequestTimeout")]
    [InlineData(409, "OperationAborted")]
    public async Task A_passing_failure_is_tried_again_until_it_has_passed(int status, string code)
    {
        await using var world = await BucketWorld.StartAsync();
        world.S3.Server.Faults.On("PutObject").First(3).Answer(status, code);

        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1, 2]), ObjectHeaders.None, default);

        Assert.Equal([1, 2], await world.ReadAsync("k"));
        Assert.Equal(4, world.S3.Server.Requests.Count("PutObject"));
    }

    [Fact]
    public async Task Attempts_are_counted_and_the_last_answer_is_told()
    {
        await using var world = await BucketWorld.StartAsync();
        var rule = world.S3.Server.Faults.On("HeadObject").Answer(503, "SlowDown");

        var failure = await Assert.ThrowsAsync<StorageException>(() => world.Open(retry: new() { MaxAttempts = 3 }).Objects.HeadAsync("k", null, default));

        Assert.Equal(3, rule.Hits);
        Assert.Equal((FailureKind.Permanent, "S3S218"), (failure.Kind, failure.Problem.Code));
        Assert.Contains($"s3://{world.Bucket}/k", failure.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "AccessDenied", nameof(FailureKind.Permanent), "S3S212")]
    [InlineData(403, "InvalidAccessKeyId", nameof(FailureKind.Fatal), "S3S207")]
    [InlineData(403, "SignatureDoesNotMatch", nameof(FailureKind.Fatal), "S3S208")]
    [InlineData(400, "ExpiredToken", nameof(FailureKind.Fatal), "S3S209")]
    [InlineData(301, "PermanentRedirect", nameof(FailureKind.Fatal), "S3S231")]
    [InlineData(404, "NoSuchBucket", nameof(FailureKind.Fatal), "S3S206")]
    [InlineData(404, "NoSuchKey", nameof(FailureKind.Gone), "S3S213")]
    [InlineData(412, "PreconditionFailed", nameof(FailureKind.Changed), "S3S214")]
    [InlineData(416, "InvalidRange", nameof(FailureKind.Changed), "S3S214")]
    [InlineData(400, "InvalidArgument", nameof(FailureKind.Permanent), "S3S221")]
    [InlineData(501, "NotImplemented", nameof(FailureKind.Permanent), "S3S221")]
    public async Task A_lasting_failure_is_told_at_once(int status, string code, string kind, string problem)
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("k");
        var rule = world.S3.Server.Faults.On("GetObject").Answer(status, code);

        var failure = await Assert.ThrowsAsync<StorageException>(() => world.ReadAsync("k"));

        Assert.Equal((kind, problem), (failure.Kind.ToString(), failure.Problem.Code));
        Assert.Equal(1, rule.Hits);
    }

    [Fact]
    public async Task A_cut_upload_is_sent_again_from_its_beginning()
    {
        await using var world = await BucketWorld.StartAsync();
        var content = Content.Of(2_000_000);
        var (opened, sent) = (0, 0L);
        world.S3.Server.Faults.On("PutObject").First(2).Do(Fault.ResetInRequest(1_000_000));
        var body = BucketWorld.BodyOf(content) with { Open = () => { opened++; return new MemoryStream(content); }, OnBytes = count => sent += count };

        await world.Store.Objects.PutAsync("k", body, ObjectHeaders.None, default);

        Assert.Equal(content, await world.ReadAsync("k"));
        Assert.Equal((3, content.LongLength), (opened, sent));
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again()
    {
        await using var world = await BucketWorld.StartAsync();
        world.S3.Server.Faults.On("PutObject").First(1).Do(Fault.LoseAnswer());

        var stored = await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), ObjectHeaders.None, default);

        Assert.Equal(BucketWorld.Md5Of([1]), stored.ETag);
    }

    [Fact]
    public async Task A_page_that_fails_for_good_ends_the_listing()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync([.. Enumerable.Range(0, 1001).Select(static number => $"k{number:0000}")]);
        world.S3.Server.Faults.When(static request => request.Operation == "ListObjectsV2" && request.Target.Contains("continuation-token", StringComparison.Ordinal)).Answer(500, "InternalError");
        var seen = 0;

        var failure = await Assert.ThrowsAsync<SyncException>(async () =>
        {
            await foreach (var _ in world.Open(retry: new() { MaxAttempts = 2 }).ListAsync(default))
            {
                seen++;
            }
        });

        Assert.Equal((1000, "S3S218"), (seen, failure.Problem.Code));
    }

    [Fact]
    public async Task A_page_that_is_cut_is_asked_for_again()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("a", "b", "c");
        world.S3.Server.Faults.On("ListObjectsV2").First(2).Cut(0.5);

        Assert.Equal(["a", "b", "c"], (await BucketWorld.ListAsync(world.Store)).ConvertAll(static one => one.Key));
    }

    [Fact]
    public async Task The_wait_is_at_least_what_the_server_asks_for()
    {
        await using var world = await BucketWorld.StartAsync();
        var time = new SteppedTime();
        var rule = world.S3.Server.Faults.On("HeadObject").First(1).Do(Fault.Answer(503, "SlowDown", retryAfterSeconds: 7));
        await world.SeedAsync("k");
        using var store = StoreOn(world, time);

        var head = store.Objects.HeadAsync("k", null, default);
        await rule.ReachedAsync();
        await WaitForAsync(() => time.Asked.Contains(TimeSpan.FromSeconds(7)));

        Assert.False(head.IsCompleted);
        time.Step(TimeSpan.FromSeconds(7));
        Assert.Equal(1, (await head).Length);
    }

    [Fact]
    public async Task A_request_that_moves_nothing_is_given_up_and_sent_again()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("k");
        var time = new SteppedTime();
        var rule = world.S3.Server.Faults.On("HeadObject").First(1).Stall();
        using var store = StoreOn(world, time);

        var head = store.Objects.HeadAsync("k", null, default);
        await rule.ReachedAsync();
        time.Step(StallGuard.Patience);
        await WaitForAsync(() => world.S3.Server.Requests.Count("HeadObject") == 2 || StepAgain(time));

        Assert.Equal(1, (await head).Length);
        rule.Release();
    }

    [Fact]
    public async Task Cancelling_a_wait_is_a_cancellation_and_no_problem()
    {
        await using var world = await BucketWorld.StartAsync();
        var time = new SteppedTime();
        var rule = world.S3.Server.Faults.On("HeadObject").Answer(503, "SlowDown");
        using var store = StoreOn(world, time);
        using var cancel = new CancellationTokenSource();

        var head = store.Objects.HeadAsync("k", null, cancel.Token);
        await rule.ReachedAsync();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => head);
    }

    [Fact]
    public async Task Cancelling_a_request_in_flight_is_a_cancellation_and_no_problem()
    {
        await using var world = await BucketWorld.StartAsync();
        var rule = world.S3.Server.Faults.On("PutObject").Stall();
        using var cancel = new CancellationTokenSource();

        var put = world.Store.Objects.PutAsync("k", BucketWorld.BodyOf(Content.Of(5_000_000)), ObjectHeaders.None, cancel.Token);
        await rule.ReachedAsync();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);
        rule.Release();
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_named()
    {
        var side = new S3SideOptions { AccessKey = "a", SecretAccessKey = "b", EndpointUrl = "http://127.0.0.1:9" };
        using var store = S3Store.Open(new("bucket", ""), side, new() { MaxAttempts = 2 }, new(), TimeProvider.System, static () => 0);

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Objects.HeadAsync("k", null, default));

        Assert.Equal("S3S215", failure.Problem.Code);
        Assert.Contains("http://127.0.0.1:9", failure.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_told_by_how_much()
    {
        var server = new ManualTime(DateTimeOffset.UtcNow.AddMinutes(-40));
        await using var world = await S3World.InMemoryAsync(settings => settings with { Time = server });
        var side = new S3SideOptions { AccessKey = S3World.AccessKey, SecretAccessKey = S3World.SecretKey, EndpointUrl = world.Endpoint };
        using var store = S3Store.Open(new("bucket", ""), side, new(), new(), TimeProvider.System, static () => 0);

        var failure = await Assert.ThrowsAsync<SyncException>(() => BucketWorld.ListAsync(store));

        Assert.True(failure.Problem.Code is "S3S210" or "S3S230", failure.Message);
    }

    private static S3Store StoreOn(BucketWorld world, TimeProvider time) =>
        S3Store.Open(new(world.Bucket, ""), world.Side, new(), new(), time, static () => 0);

    // A retry waits zero on this clock: a timer of zero rings with the next step.
    private static bool StepAgain(SteppedTime time)
    {
        time.Step(TimeSpan.Zero);
        return false;
    }

    private static async Task WaitForAsync(Func<bool> isSo)
    {
        for (var turn = 0; turn < 2000 && !isSo(); turn++)
        {
            await Task.Delay(5);
        }

        Assert.True(isSo());
    }
}
