using Amazon.S3.Model;
using S3Sync.LocalS3.Faults;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Road;

/// <summary>What a run leaves behind, or names, when uploads and deletes go wrong or are cancelled.</summary>
public sealed class UploadCleanUpTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private RoadWorld world = null!;

    private FaultPlan Faults => world.Faults;

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync()
    {
        Faults.Clear();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task An_abort_that_is_not_answered_names_the_upload_and_keeps_the_first_failure()
    {
        Faults.When(static request => request.Operation == "UploadPart").Nth(2).Answer(403, "AccessDenied");
        Faults.On("AbortMultipartUpload").Stall();

        var report = await RunAsync();

        Assert.Equal("S3S212", Assert.Single(report.Failures).Problem.Code);
        Assert.Equal("S3S226", Assert.Single(report.RunProblems).Code);
        Assert.Contains(Assert.Single(await UploadsAsync()).UploadId, report.RunProblems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_names_the_upload_it_could_not_abort()
    {
        var part = Faults.On("UploadPart").Nth(2).Stall();
        Faults.On("AbortMultipartUpload").Answer(503, "SlowDown");

        var report = await RunAndCancelAtAsync(part);

        Assert.Equal(RunOutcome.Cancelled, report.Outcome);
        Assert.Equal("S3S226", Assert.Single(report.RunProblems).Code);
    }

    [Fact]
    public async Task An_upload_whose_beginning_was_not_answered_is_removed()
    {
        Faults.On("CreateMultipartUpload").First(1).Do(Fault.LoseAnswer());

        var report = await RunAsync();

        Assert.Equal((RunOutcome.Completed, 1), (report.Outcome, report.Counts.Transferred));
        Assert.Equal(2, world.Requests.Count("CreateMultipartUpload"));
        Assert.Empty(await UploadsAsync());
    }

    [Fact]
    public async Task Uploads_whose_beginnings_were_never_answered_are_removed()
    {
        Faults.On("CreateMultipartUpload").Do(Fault.LoseAnswer());

        var report = await RunAsync();

        Assert.Equal("S3S215", Assert.Single(report.Failures).Problem.Code);
        Assert.Empty(report.RunProblems);
        Assert.Empty(await UploadsAsync());
    }

    [Fact]
    public async Task A_cancelled_run_aborts_the_upload_that_is_just_being_begun()
    {
        var beginning = Faults.On("CreateMultipartUpload").Do(Fault.Stall(at: 0));

        var report = await RunAndCancelAtAsync(beginning, beginning.Release);

        Assert.Equal(RunOutcome.Cancelled, report.Outcome);
        Assert.Empty(report.RunProblems);
        Assert.Empty(await UploadsAsync());
        Assert.Equal(0, world.Requests.Count("UploadPart"));
    }

    [Fact]
    public async Task A_cancelled_run_finds_the_upload_whose_beginning_is_never_answered()
    {
        var beginning = Faults.On("CreateMultipartUpload").Do(Fault.Stall(at: 0));

        var report = await RunAndCancelAtAsync(beginning);

        Assert.Equal(RunOutcome.Cancelled, report.Outcome);
        Assert.Empty(await UploadsAsync());
    }

    [Theory]
    [InlineData(501, "NotImplemented")]
    [InlineData(403, "AccessDenied")]
    public async Task Where_uploads_cannot_be_listed_one_that_may_remain_is_named(int status, string code)
    {
        Faults.On("CreateMultipartUpload").First(1).Do(Fault.LoseAnswer());
        Faults.On("ListMultipartUploads").Answer(status, code);

        var report = await RunAsync();

        Assert.Equal(1, report.Counts.Transferred);
        Assert.Equal("S3S232", Assert.Single(report.RunProblems).Code);
        Assert.Contains($"s3://{world.Name("one")}/f", report.RunProblems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_be_another_runs_upload_is_named_and_not_aborted()
    {
        var lost = Faults.On("CreateMultipartUpload").First(1).Do(Fault.LoseAnswer());
        var part = Faults.On("UploadPart").First(1).Stall();

        var running = RunAsync();
        await Task.WhenAll(lost.ReachedAsync(), part.ReachedAsync());
        var others = (await world.Client.InitiateMultipartUploadAsync(world.Name("one"), "f")).UploadId;
        part.Release();
        var report = await running;

        var left = (await UploadsAsync()).Select(static upload => upload.UploadId).ToList();
        Assert.Contains(others, left);
        Assert.Equal(2, left.Count);
        Assert.Equal(["S3S233", "S3S233"], report.RunProblems.Select(static problem => problem.Code));
    }

    [Fact]
    public async Task An_upload_that_has_parts_is_another_runs()
    {
        var others = (await world.Client.InitiateMultipartUploadAsync(world.Name("one"), "f")).UploadId;
        using var client = world.NewClient(static config => config.RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED);
        await client.UploadPartAsync(new() { BucketName = world.Name("one"), Key = "f", UploadId = others, PartNumber = 1, InputStream = new MemoryStream([1]) });
        Faults.On("CreateMultipartUpload").First(1).Reset();

        var report = await RunAsync();

        Assert.Contains(others, Assert.Single(report.RunProblems).Message, StringComparison.Ordinal);
        Assert.Equal(others, Assert.Single(await UploadsAsync()).UploadId);
    }

    [Fact]
    public async Task Uploads_of_other_keys_stay()
    {
        var others = (await world.Client.InitiateMultipartUploadAsync(world.Name("one"), "f2")).UploadId;
        Faults.On("CreateMultipartUpload").First(1).Do(Fault.LoseAnswer());

        var report = await RunAsync();

        Assert.Empty(report.RunProblems);
        Assert.Equal(others, Assert.Single(await UploadsAsync()).UploadId);
    }

    [Fact]
    public async Task A_refused_beginning_is_not_searched_for()
    {
        Faults.On("CreateMultipartUpload").Answer(403, "AccessDenied");

        await RunAsync();

        Assert.Equal(0, world.Requests.Count("ListMultipartUploads"));
    }

    [Fact]
    public async Task An_undo_that_finds_another_version_does_not_say_removed()
    {
        var source = world.Folder(("f", Content.Of(1000)));
        await using var proxy = TamperingProxy.Start(world.Port, request: "PUT ", header: "ETag: \"");

        var report = await world.RunAsync(At(source), S3At("one"), options => options with { TargetS3 = world.Side with { EndpointUrl = proxy.Endpoint } });

        Assert.Equal("S3S520", Assert.Single(report.RunProblems).Code);
        Assert.Equal(["f"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task What_was_deleted_before_a_cancellation_is_reported()
    {
        for (var number = 0; number < 40; number++)
        {
            await world.PutAsync("one", $"k{number:00}", [1]);
        }

        Faults.On("DeleteObjects").Answer(501, "NotImplemented");
        var stalled = Faults.On("DeleteObject").Nth(35).Stall();
        using var cancel = new CancellationTokenSource();
        var running = world.RunAsync(At(world.Folder()), S3At("one"), static options => options with { Delete = new() { Enabled = true, MaxDelete = 40 } }, cancel.Token);
        await stalled.ReachedAsync();
        await cancel.CancelAsync();
        var report = await running;

        Assert.Equal(RunOutcome.Cancelled, report.Outcome);
        Assert.True(report.Counts.Deleted > 0, "nothing was told");

        // The server may still carry out the one that was not answered.
        Assert.InRange(40 - (await world.KeysAsync("one")).Length - report.Counts.Deleted, 0, 1);
    }

    private Task<SyncReport> RunAsync(CancellationToken cancellationToken = default) =>
        world.RunAsync(At(world.Folder(("f", Content.Of(11 * MiB)))), S3At("one"), SmallParts, cancellationToken);

    private async Task<SyncReport> RunAndCancelAtAsync(FaultRule rule, Action? afterwards = null)
    {
        using var cancel = new CancellationTokenSource();
        var running = RunAsync(cancel.Token);
        await rule.ReachedAsync();
        await cancel.CancelAsync();
        afterwards?.Invoke();
        return await running;
    }

    private async Task<List<MultipartUpload>> UploadsAsync() => (await world.Client.ListMultipartUploadsAsync(world.Name("one"))).MultipartUploads ?? [];

    private static SyncOptions SmallParts(SyncOptions options) =>
        options with { Transfer = options.Transfer with { MultipartThreshold = 5 * MiB, MultipartChunkSize = 5 * MiB } };
}
