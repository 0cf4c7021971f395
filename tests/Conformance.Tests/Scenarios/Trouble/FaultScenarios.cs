using S3Sync.Conformance.Tests.World;
using S3Sync.LocalS3.Faults;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Trouble;

/// <summary>What goes wrong between the run and the server, and comes right or is named.</summary>
public sealed class FaultScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios(Capability.Faults)]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Everything_arrives_through_a_storm_of_SlowDown(Way way)
    {
        var ends = await Sample(way);
        var storm = World.Faults.Every(3, Fault.Answer(503, "SlowDown"));

        var outcome = await ends.SyncAsync(InSmallParts());

        Assert.True(storm.Hits > 2);
        await AssertArrivedAsync(ends, outcome);
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload, 500, "InternalError")]
    [Row(Way.Download, 500, "InternalError")]
    [Row(Way.Relay, 500, "InternalError")]
    [Row(Way.Copy, 500, "InternalError")]
    [Row(Way.Upload, 429, "TooManyRequests")]
    [Row(Way.Download, 503, "ServiceUnavailable")]
    [Row(Way.Relay, 400, "RequestTimeout")]
    public async Task An_answer_that_may_be_asked_again_is(Way way, int status, string code)
    {
        var ends = await Sample(way);
        World.Faults.When(static _ => true).First(4).Answer(status, code);

        await AssertArrivedAsync(ends, await ends.SyncAsync(InSmallParts()));
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Connections_that_are_cut_before_an_answer_are_made_again(Way way)
    {
        var ends = await Sample(way);
        World.Faults.When(static _ => true).First(4).Reset();

        await AssertArrivedAsync(ends, await ends.SyncAsync(InSmallParts()));
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Lost_answers_to_writes_do_no_harm(Way way)
    {
        var ends = await Sample(way);
        World.Faults.When(static request => request.Operation is "PutObject" or "UploadPart" or "UploadPartCopy" or "CopyObject" or "CompleteMultipartUpload").First(5).Do(Fault.LoseAnswer());

        var outcome = await ends.SyncAsync(InSmallParts());

        await AssertArrivedAsync(ends, outcome);
        Assert.Empty((await World.Client.ListMultipartUploadsAsync(World.Name("two"))).MultipartUploads ?? []);
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    public async Task Bodies_that_are_cut_half_way_come_again(Way way)
    {
        var ends = await Sample(way);
        var cuts = World.Faults.On("GetObject").Every(2).Cut(at: 0.5);

        await AssertArrivedAsync(ends, await ends.SyncAsync(InSmallParts()));
        Assert.True(cuts.Hits > 1);
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Download, 1000)]
    [Row(Way.Download, 11 * MiB)]
    [Row(Way.Relay, 1000)]
    [Row(Way.Relay, 11 * MiB)]
    public async Task A_byte_that_is_turned_on_its_way_down_is_noticed_and_comes_again(Way way, int size)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(size)));
        var turned = World.Faults.On("GetObject").First(1).Do(Fault.CorruptResponse(at: 0.4));

        var outcome = await ends.SyncAsync(InSmallParts());

        Assert.Equal(1, turned.Hits);
        Assert.Equal((1, 0), (outcome.Counts.Transferred, outcome.Counts.Errors));
        Assert.Equal(Content.Of(size), await ends.TargetAsync("f"));
    }

    [Scenarios(Capability.Faults, Capability.RefusesDamage)]
    [Row(Way.Upload, 1000)]
    [Row(Way.Upload, 11 * MiB)]
    [Row(Way.Relay, 1000)]
    [Row(Way.Relay, 11 * MiB)]
    public async Task A_byte_that_is_turned_on_its_way_up_is_refused_and_sent_again(Way way, int size)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(size)));
        World.Faults.When(static request => request.Operation is "PutObject" or "UploadPart").First(1).Do(Fault.CorruptRequest(at: 500));

        await ends.SyncAsync(InSmallParts());

        Assert.Equal(Content.Of(size), await ends.TargetAsync("f"));
    }

    [Scenarios(Capability.Faults)]
    [Row(1000)]
    [Row(11 * MiB)]
    public async Task What_never_arrives_right_leaves_the_old_file_and_nothing_else(int size)
    {
        var ends = await Between(Way.Download).HasNewerAsync("f", Content.Of(size), [1, 2, 3]);
        World.Faults.On("GetObject").Do(Fault.CorruptResponse(at: 0.4));

        var outcome = await ends.RunAsync(InSmallParts("--force-retry-count", "1"));

        World.Faults.Clear();
        Assert.Equal("S3S402", Assert.Single(outcome.Codes));
        Assert.Equal([1, 2, 3], await ends.TargetAsync("f"));
        Assert.Equal(["f"], await ends.TargetKeysAsync());
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task One_failed_object_costs_one_object_and_every_delete(Way way)
    {
        var ends = await (await Between(way).HasAsync(("a", [1]), ("bad", [2]), ("c", [3]))).TargetHasAsync(("gone", [4]));
        World.Faults.When(static request => request.Key == "bad").Answer(403, "AccessDenied");

        var outcome = await ends.RunAsync("--delete");

        World.Faults.Clear();
        Assert.Equal("bad", Assert.Single(outcome.Report!.Failures).Key);
        Assert.Equal(["S3S503", "S3S212"], outcome.Codes);
        Assert.Equal(["a", "c", "gone"], await ends.TargetKeysAsync());
        Assert.Equal((2, 1), (outcome.Counts.Transferred, outcome.Counts.Errors));
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task A_source_listing_that_breaks_off_deletes_nothing(Way way)
    {
        var ends = await (await Between(way).HasAsync([.. Enumerable.Range(0, 6).Select(at => ($"k{at}", new byte[] { 1 }))])).TargetHasAsync(("zz", [4]));
        World.Faults.When(request => request.Bucket == World.Name("one") && request.Target.Contains("continuation-token", StringComparison.Ordinal)).Answer(403, "AccessDenied");

        var outcome = await ends.RunAsync("--delete", "--max-keys", "2", "--max-parallel-listings", "1");

        Assert.False(outcome.Succeeded);
        Assert.Contains("zz", await ends.TargetKeysAsync());
        Assert.Equal(0, outcome.Counts.Deleted);
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task A_target_listing_that_breaks_off_deletes_nothing(Way way)
    {
        var ends = await (await Between(way).HasAsync(("a", [1]))).TargetHasAsync(("w", [1]), ("x", [1]), ("y", [1]), ("zz", [4]));
        World.Faults.When(request => request.Bucket == World.Name("two") && request.Target.Contains("continuation-token", StringComparison.Ordinal)).Answer(403, "AccessDenied");

        var outcome = await ends.RunAsync("--delete", "--max-keys", "2", "--max-parallel-listings", "1");

        Assert.False(outcome.Succeeded);
        Assert.Equal(0, outcome.Counts.Deleted);
        Assert.Contains("zz", await ends.TargetKeysAsync());
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task An_upload_that_fails_is_aborted(Way way)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(11 * MiB)));
        World.Faults.When(static request => request.Operation is "UploadPart" or "UploadPartCopy").Nth(2).Answer(403, "AccessDenied");

        var outcome = await ends.RunAsync(InSmallParts());

        Assert.Equal("S3S212", Assert.Single(outcome.Codes));
        Assert.Empty((await World.Client.ListMultipartUploadsAsync(World.Name("two"))).MultipartUploads ?? []);
        Assert.Empty(await ends.TargetKeysAsync());
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task An_object_that_vanishes_after_it_was_listed_is_a_warning(Way way)
    {
        var ends = await Between(way).HasAsync(("gone", [1]), ("stays", [2]));
        World.Faults.When(static request => request.Operation is "GetObject" or "HeadObject" or "CopyObject" && request.Key == "gone").Answer(404, "NoSuchKey");

        var outcome = await ends.RunAsync();

        Assert.True(outcome.Succeeded, outcome.ToString());
        Assert.Equal(1, outcome.Counts.Warnings);
        Assert.Equal(["stays"], await ends.TargetKeysAsync());
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task An_object_that_is_replaced_half_way_arrives_in_one_piece(Way way)
    {
        var (old, fresh) = (Content.Of(16 * MiB, 1), Content.Of(16 * MiB, 2));
        var ends = await Between(way).HasAsync(("f", old));
        var second = World.Faults.When(static request => request.Operation is "GetObject" or "UploadPartCopy").Nth(2).Stall();

        var running = ends.RunAsync(InSmallParts("--max-parallel-uploads", "1"));
        await ScenarioWorld.StruckAsync(second, running);
        await World.PutAsync("one", "f", fresh);
        second.Release();
        await running;

        if ((await ends.TargetKeysAsync()).Count == 1)
        {
            Assert.Equal(fresh, await ends.TargetAsync("f"));
        }
    }

    [Scenarios(Capability.Faults)]
    [Row("GetObject", Way.Download, 1)]
    [Row("PutObject", Way.Upload, 3)]
    public async Task No_more_attempts_are_made_than_asked_for(string operation, Way way, int attempts)
    {
        var ends = await Between(way).HasAsync(("f", [1]));
        World.Faults.On(operation).Answer(503, "SlowDown");
        World.ForgetRequests();

        var outcome = await ends.RunAsync("--aws-max-attempts", $"{attempts}", "--force-retry-count", "0");

        Assert.False(outcome.Succeeded);
        Assert.Equal(attempts, World.Count(operation));
    }

    private async Task<Ends> Sample(Way way) => await Between(way).HasAsync(("large", Content.Of(11 * MiB)), ("a/b", Content.Of(1000)), ("empty", []));

    private async Task AssertArrivedAsync(Ends ends, Outcome outcome)
    {
        World.Faults.Clear();
        Assert.Equal((3, 0), (outcome.Counts.Transferred, outcome.Counts.Errors));
        Assert.Equal(Content.Of(11 * MiB), await ends.TargetAsync("large"));
        Assert.Equal(Content.Of(1000), await ends.TargetAsync("a/b"));
        Assert.Empty(await ends.TargetAsync("empty"));
    }
}
