using Amazon.S3;
using S3Sync.LocalS3.Faults;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Road;

public sealed class FaultTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private RoadWorld world = null!;

    private FaultPlan Faults => world.Faults;

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Everything_arrives_through_a_server_that_refuses_every_third_request()
    {
        var source = Sample();
        var back = world.Folder();
        Faults.Every(3, Fault.Answer(503, "SlowDown"));

        await world.SyncAsync(At(source), S3At("one"), SmallParts);
        await world.SyncAsync(S3At("one"), S3At("two"), SmallParts);
        await world.SyncAsync(S3At("two"), At(back), SmallParts);

        RoundTripTests.AssertSame(source, back);
    }

    [Fact]
    public async Task Everything_arrives_through_a_server_that_cuts_every_fifth_download_half_way()
    {
        var source = Sample();
        var back = world.Folder();
        await world.SyncAsync(At(source), S3At("one"), SmallParts);
        var cuts = Faults.On("GetObject").Every(5).Cut(at: 0.5);

        await world.SyncAsync(S3At("one"), S3At("two"), SmallParts);
        await world.SyncAsync(S3At("two"), At(back), SmallParts);

        Assert.True(cuts.Hits > 3);
        RoundTripTests.AssertSame(source, back);
    }

    [Fact]
    public async Task A_corrupted_download_comes_again_and_arrives_right()
    {
        var source = Sample();
        var back = world.Folder();
        await world.SyncAsync(At(source), S3At("one"), SmallParts);
        var corrupted = Faults.On("GetObject").First(6).Do(Fault.CorruptResponse(at: 0.3));

        await world.SyncAsync(S3At("one"), At(back), SmallParts);

        Assert.Equal(6, corrupted.Hits);
        RoundTripTests.AssertSame(source, back);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(11 * MiB)]
    public async Task A_download_that_is_always_corrupted_is_reported_and_leaves_the_old_file_and_nothing_else(int size)
    {
        await world.PutAsync("one", "f", Content.Of(size));
        var folder = world.Folder(("f", [1, 2, 3]));
        File.SetLastWriteTimeUtc(Path.Combine(folder, "f"), DateTime.UnixEpoch);
        Faults.On("GetObject").Do(Fault.CorruptResponse(at: 0.3));

        var report = await world.RunAsync(S3At("one"), At(folder), SmallParts);

        Assert.Equal(RunOutcome.Failed, report.Outcome);
        Assert.Equal("f", report.Failures.Single().Key);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Combine(folder, "f")));
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(11 * MiB)]
    public async Task An_upload_corrupted_on_its_way_is_sent_again(int size)
    {
        var content = Content.Of(size);
        var source = world.Folder(("f", content));
        Faults.When(request => request.Operation is "PutObject" or "UploadPart").First(2).Do(Fault.CorruptRequest(at: 500));

        await world.SyncAsync(At(source), S3At("one"), SmallParts);

        Assert.Equal(content, await world.ContentAsync("one", "f"));
    }

    [Fact]
    public async Task An_upload_that_always_arrives_damaged_is_refused_and_named_and_nothing_is_deleted()
    {
        await world.PutAsync("one", "old", [1]);
        var source = world.Folder(("f", Content.Of(1000)), ("g", [1]));
        Faults.When(request => request.Operation == "PutObject" && request.Key == "f").Do(Fault.CorruptContent(at: 500));

        var report = await world.RunAsync(At(source), S3At("one"), options => options with { Delete = new() { Enabled = true } });

        Assert.Equal(RunOutcome.Failed, report.Outcome);
        Assert.Equal("f", report.Failures.Single().Key);
        Assert.Equal(["g", "old"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task An_object_whose_stored_evidence_disagrees_to_the_end_is_removed_and_named()
    {
        await world.Client.PutBucketVersioningAsync(new() { BucketName = world.Name("one"), VersioningConfig = new() { Status = VersionStatus.Enabled } });
        await world.PutAsync("one", "f", [7]);
        var source = world.Folder(("f", Content.Of(1000)));
        await using var proxy = TamperingProxy.Start(world.Port, request: "PUT ", header: "ETag: \"");

        var report = await world.RunAsync(At(source), S3At("one"), options => options with { TargetS3 = world.Side with { EndpointUrl = proxy.Endpoint } });

        Assert.Equal(RunOutcome.Failed, report.Outcome);
        Assert.Contains(report.RunProblems, problem => problem.Code == "S3S511" && problem.Message.Contains("has been removed", StringComparison.Ordinal));
        Assert.NotEqual(Content.Of(1000), await world.ContentAsync("one", "f"));
    }

    [Fact]
    public async Task One_failing_object_does_not_stop_the_others()
    {
        var source = world.Folder(("a", [1]), ("b", [2]), ("c", [3]));
        Faults.When(request => request.Operation == "PutObject" && request.Key == "b").Answer(403, "AccessDenied");

        var report = await world.RunAsync(At(source), S3At("one"));

        Assert.Equal((RunOutcome.Failed, 2), (report.Outcome, (int)report.Counts.Transferred));
        Assert.Equal(["a", "c"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task No_delete_runs_after_a_failed_transfer()
    {
        await world.PutAsync("one", "old", [1]);
        var source = world.Folder(("a", [1]));
        Faults.On("PutObject").Answer(403, "AccessDenied");

        var report = await world.RunAsync(At(source), S3At("one"), options => options with { Delete = new() { Enabled = true } });

        Assert.Equal(0, report.Counts.Deleted);
        Assert.Equal(["old"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task Withheld_deletes_are_told_only_when_there_are_some()
    {
        await world.PutAsync("one", "a", [1, 2]);
        var folder = world.Folder(("d/b", [1]));
        await world.PutAsync("one", "d/b", [1]);
        File.SetLastWriteTimeUtc(Path.Combine(folder, "d", "b"), DateTime.UtcNow.AddDays(1));
        Faults.On("GetObject").Answer(403, "AccessDenied");

        var report = await world.RunAsync(S3At("one"), At(folder), options => options with { Delete = new() { Enabled = true } });

        Assert.Equal((1, 0), (report.Failures.Count, report.RunProblems.Count));
    }

    [Theory]
    [InlineData("one")]
    [InlineData("two")]
    public async Task No_delete_runs_after_a_listing_broke(string broken)
    {
        await world.PutAsync("one", "a", [1]);
        await world.PutAsync("two", "old", [1]);
        Faults.When(request => request.Operation == "ListObjectsV2" && request.Bucket == world.Name(broken)).Answer(403, "AccessDenied");

        var report = await world.RunAsync(S3At("one"), S3At("two"), options => options with { Delete = new() { Enabled = true } });

        Assert.Equal(RunOutcome.Failed, report.Outcome);
        Assert.NotEmpty(report.RunProblems);
        Faults.Clear();
        Assert.Contains("old", await world.KeysAsync("two"));
    }

    [Fact]
    public async Task A_failed_multipart_upload_leaves_no_parts_behind()
    {
        var source = world.Folder(("f", Content.Of(11 * MiB)));
        Faults.When(request => request.Operation == "UploadPart").Nth(2).Answer(403, "AccessDenied");

        var report = await world.RunAsync(At(source), S3At("one"), SmallParts);

        Assert.Equal(RunOutcome.Failed, report.Outcome);
        Assert.Empty((await world.Client.ListMultipartUploadsAsync(world.Name("one"))).MultipartUploads ?? []);
        Assert.Empty(await world.KeysAsync("one"));
    }

    [Fact]
    public async Task Cancelling_an_upload_cleans_up_and_says_so()
    {
        var source = world.Folder(("f", Content.Of(11 * MiB)));
        var stalled = Faults.When(request => request.Operation == "UploadPart").Nth(2).Stall();
        using var cancel = new CancellationTokenSource();

        var run = world.RunAsync(At(source), S3At("one"), SmallParts, cancel.Token);
        await stalled.ReachedAsync();
        await cancel.CancelAsync();
        var report = await run;

        Assert.Equal(RunOutcome.Cancelled, report.Outcome);
        Assert.Empty((await world.Client.ListMultipartUploadsAsync(world.Name("one"))).MultipartUploads ?? []);
        Assert.Empty(await world.KeysAsync("one"));
    }

    [Fact]
    public async Task Cancelling_a_download_leaves_no_file()
    {
        await world.PutAsync("one", "f", Content.Of(11 * MiB));
        var folder = world.Folder();
        var stalled = Faults.On("GetObject").Do(Fault.Stall(at: 100));
        using var cancel = new CancellationTokenSource();

        var run = world.RunAsync(S3At("one"), At(folder), SmallParts, cancel.Token);
        await stalled.ReachedAsync();
        await cancel.CancelAsync();

        Assert.Equal(RunOutcome.Cancelled, (await run).Outcome);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    private static SyncOptions SmallParts(SyncOptions options) => options with
    {
        Transfer = options.Transfer with { MultipartThreshold = 5 * MiB, MultipartChunkSize = 5 * MiB },
    };

    private string Sample() => world.Folder(
        [.. Enumerable.Range(0, 20).Select(number => ($"d{number % 3}/f{number}", Content.Of(number * 100, number))), ("big", Content.Of(23 * MiB)), ("mid", Content.Of((5 * MiB) - 1))]);
}
