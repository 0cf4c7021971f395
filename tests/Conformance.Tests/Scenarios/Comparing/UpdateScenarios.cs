using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Comparing;

/// <summary>Which pairs are transferred: the rules that tell what is the same.</summary>
public sealed class UpdateScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Upload, 100)]
    [Row(Way.Upload, 11 * MiB)]
    [Row(Way.Download, 100)]
    [Row(Way.Download, 11 * MiB)]
    [Row(Way.Relay, 100)]
    [Row(Way.Relay, 11 * MiB)]
    [Row(Way.Copy, 100)]
    [Row(Way.Copy, 11 * MiB)]
    public async Task A_second_run_transfers_nothing(Way way, int size)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(size)), ("g", []));
        await ends.SyncAsync(InSmallParts());

        var second = await ends.SyncAsync(InSmallParts());

        Assert.Equal((0, 2), (second.Counts.Transferred, second.Counts.Skipped));
        Assert.All(second.Events.OfType<Reporting.SyncEvent.Skipped>(), told => Assert.NotEmpty(told.Judge));
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task A_newer_source_is_transferred(Way way)
    {
        var ends = await Between(way).HasNewerAsync("f", [1, 2, 3], [7, 8, 9]);

        var outcome = await ends.SyncAsync();

        Assert.Equal(["f"], outcome.Transferred);
        Assert.Equal([1, 2, 3], await ends.TargetAsync("f"));
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task An_older_source_of_the_same_size_is_not(Way way)
    {
        var ends = await Between(way).HasOlderAsync("f", [1, 2, 3], [7, 8, 9]);

        var outcome = await ends.SyncAsync();

        Assert.Empty(outcome.Transferred);
        Assert.Equal([7, 8, 9], await ends.TargetAsync("f"));
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Another_size_is_transferred_however_old_it_is(Way way)
    {
        var ends = await Between(way).HasOlderAsync("f", [1, 2, 3, 4], [7, 8, 9]);

        await ends.SyncAsync();

        Assert.Equal([1, 2, 3, 4], await ends.TargetAsync("f"));
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Check_size_does_not_look_at_times(Way way)
    {
        var ends = await Between(way).HasNewerAsync("same", [1, 2, 3], [7, 8, 9]);
        await ends.HasOlderAsync("other", [1], [7, 8]);

        var outcome = await ends.SyncAsync("--check-size");

        Assert.Equal(["other"], outcome.Transferred);
        Assert.Equal([7, 8, 9], await ends.TargetAsync("same"));
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Without_the_modified_filter_everything_is_transferred(Way way)
    {
        var ends = await Between(way).HasOlderAsync("f", [1, 2, 3], [1, 2, 3]);

        var outcome = await ends.SyncAsync("--remove-modified-filter");

        Assert.Equal(["f"], outcome.Transferred);
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Without_the_modified_filter_the_target_is_not_listed(Way way)
    {
        var ends = await Between(way).HasAsync(("f", [1]));
        World.ForgetRequests();

        await ends.SyncAsync("--remove-modified-filter");

        Assert.DoesNotContain(World.Requests, request => request.Bucket == World.Name("two") && request.Operation.StartsWith("List", StringComparison.Ordinal));
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Head_each_target_comes_to_the_same_when_nobody_else_writes(Way way)
    {
        var ends = await Between(way).HasNewerAsync("newer", [1, 2, 3], [7, 8, 9]);
        await ends.HasOlderAsync("older", [1, 2, 3], [7, 8, 9]);

        var outcome = await ends.SyncAsync("--head-each-target");

        Assert.Equal(["newer"], outcome.Transferred);
    }

    [Scenario(Capability.Faults)]
    public async Task Head_each_target_looks_at_each_object_that_would_be_written_and_no_other()
    {
        var ends = await Between(Way.Upload).HasNewerAsync("newer", [1, 2, 3], [7, 8, 9]);
        await ends.HasOlderAsync("older", [1, 2, 3], [7, 8, 9]);
        World.ForgetRequests();

        await ends.SyncAsync("--head-each-target");

        Assert.Equal(["newer"], World.Requests.Where(request => request.Operation == "HeadObject").Select(request => request.Key));
    }

    [Scenarios]
    [Row("--remove-modified-filter")]
    [Row("--check-size")]
    [Row("--head-each-target")]
    [Row("--check-etag")]
    public async Task Update_rules_do_not_go_with_versioning(string rule)
    {
        var outcome = await World.RunAsync("s3://one", "s3://two", "--enable-versioning", rule);

        Assert.Contains("S3S127", outcome.Codes);
    }

    [Scenario]
    public async Task A_file_from_the_future_is_transferred_once_and_downloaded_with_the_objects_time()
    {
        var source = World.Folder(("f", [1]));
        File.SetLastWriteTimeUtc(Path.Combine(source, "f"), DateTime.UtcNow.AddDays(2));
        await World.SyncAsync(source, "s3://one");
        var back = World.Folder();

        await World.SyncAsync("s3://one", back);

        var head = await World.HeadAsync("one", "f");
        Assert.Equal(head.LastModified!.Value.ToUniversalTime(), File.GetLastWriteTimeUtc(Path.Combine(back, "f")), TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await World.SyncAsync("s3://one", back)).Counts.Transferred);
    }
}
