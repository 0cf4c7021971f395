using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Everyday;

/// <summary><c>--dry-run</c> says what would happen and does nothing.</summary>
public sealed class DryRunScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Upload, 100)]
    [Row(Way.Upload, 6 * MiB)]
    [Row(Way.Download, 100)]
    [Row(Way.Download, 6 * MiB)]
    [Row(Way.Relay, 100)]
    [Row(Way.Relay, 6 * MiB)]
    [Row(Way.Copy, 100)]
    [Row(Way.Copy, 6 * MiB)]
    public async Task It_counts_what_would_be_transferred_and_writes_nothing(Way way, int size)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(size)));

        var outcome = await ends.SyncAsync(InSmallParts("--dry-run"));

        Assert.Empty(await ends.TargetKeysAsync());
        Assert.Equal((1, size), (outcome.Counts.Transferred, outcome.Counts.Bytes));
        Assert.True(outcome.Report!.DryRun);
        Assert.True(Assert.Single(outcome.Events.OfType<Reporting.SyncEvent.Transferred>()).DryRun);
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task It_only_lists(Way way)
    {
        var ends = await (await Between(way).HasAsync(("f", Content.Of(6 * MiB)), ("g", [1]))).TargetHasAsync(("gone", [1]));
        World.ForgetRequests();

        await ends.SyncAsync(InSmallParts("--dry-run", "--delete"));

        Assert.All(World.Requests, request => Assert.StartsWith("List", request.Operation, StringComparison.Ordinal));
        Assert.NotEmpty(World.Requests);
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task It_leaves_an_older_target_as_it_is(Way way)
    {
        var ends = await Between(way).HasNewerAsync("f", [1, 2, 3], [9]);

        var outcome = await ends.SyncAsync("--dry-run");

        Assert.Equal([9], await ends.TargetAsync("f"));
        Assert.Equal(1, outcome.Counts.Transferred);
    }

    [Scenario]
    public async Task It_makes_no_folder_for_a_marker()
    {
        await World.PutAsync("one", "d/", []);
        var target = World.Folder();

        var outcome = await World.SyncAsync("s3://one", target, "--dry-run");

        Assert.Empty(Directory.GetFileSystemEntries(target));
        Assert.Equal(1, outcome.Counts.Transferred);
    }

    [Scenarios]
    [Row("--check-size")]
    [Row("--check-etag")]
    [Row("--remove-modified-filter")]
    public async Task Its_decisions_are_those_of_the_run(string rule)
    {
        var ends = await (await Between(Way.Upload).HasAsync(("same", [1]), ("other", [1, 2]))).TargetHasAsync(("same", [1]), ("other", [3]));

        var told = await ends.SyncAsync(rule, "--dry-run");
        var done = await ends.SyncAsync(rule);

        Assert.Equal(done.Transferred, told.Transferred);
        Assert.Contains("other", done.Transferred);
    }
}
