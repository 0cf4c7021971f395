using S3Sync.Conformance.Tests.World;

namespace S3Sync.Conformance.Tests.Scenarios.Everyday;

/// <summary>What <c>--delete</c> removes, and what it must not.</summary>
public sealed class DeleteScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task What_only_the_target_has_is_deleted(Way way)
    {
        var ends = await Mixed(way);

        var outcome = await ends.SyncAsync("--delete");

        Assert.Equal(["keep", "new"], await ends.TargetKeysAsync());
        Assert.Equal(2, outcome.Counts.Deleted);
        Assert.Equal(["gone/a", "gone/b"], outcome.Events.OfType<Reporting.SyncEvent.Deleted>().Select(told => told.Key).Order());
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Without_the_option_nothing_is_deleted(Way way)
    {
        var ends = await Mixed(way);

        var outcome = await ends.SyncAsync();

        Assert.Equal(["gone/a", "gone/b", "keep", "new"], await ends.TargetKeysAsync());
        Assert.Equal(0, outcome.Counts.Deleted);
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task A_dry_run_counts_the_deletes_and_makes_none(Way way)
    {
        var ends = await Mixed(way);

        var outcome = await ends.SyncAsync("--delete", "--dry-run");

        Assert.Equal(["gone/a", "gone/b", "keep"], await ends.TargetKeysAsync());
        Assert.Equal(2, outcome.Counts.Deleted);
        Assert.All(outcome.Events.OfType<Reporting.SyncEvent.Deleted>(), told => Assert.True(told.DryRun));
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task What_the_exclude_expression_leaves_out_is_not_deleted(Way way)
    {
        var ends = await Mixed(way);

        await ends.SyncAsync("--delete", "--filter-exclude-regex", "^gone/a$");

        Assert.Equal(["gone/a", "keep", "new"], await ends.TargetKeysAsync());
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task What_the_include_expression_leaves_out_is_not_deleted(Way way)
    {
        var ends = await Mixed(way);

        await ends.SyncAsync("--delete", "--filter-include-regex", "new|/b");

        Assert.Equal(["gone/a", "keep", "new"], await ends.TargetKeysAsync());
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Delete_excluded_lifts_that_protection(Way way)
    {
        var ends = await Mixed(way);

        await ends.SyncAsync("--delete", "--delete-excluded", "--filter-exclude-regex", "^gone/a$");

        Assert.Equal(["keep", "new"], await ends.TargetKeysAsync());
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task What_the_source_has_is_never_deleted_even_when_filters_leave_it_out(Way way)
    {
        var ends = await Mixed(way);

        await ends.SyncAsync("--delete", "--delete-excluded", "--filter-exclude-regex", "keep", "--filter-smaller-size", "1");

        Assert.Equal(["keep"], await ends.TargetKeysAsync());
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task An_empty_source_empties_the_target_when_it_is_said_how_much_may_go(Way way)
    {
        var ends = await Between(way).TargetHasAsync(("a", [1]), ("b/c", [2]));

        var outcome = await ends.SyncAsync("--delete", "--max-delete", "2");

        Assert.Empty(await ends.TargetKeysAsync());
        Assert.Equal(2, outcome.Counts.Deleted);
    }

    [Scenario(Capability.Faults)]
    public async Task Keys_are_deleted_in_batches()
    {
        var ends = await Between(Way.Upload).TargetHasAsync([.. Enumerable.Range(0, 30).Select(at => ($"k{at}", new byte[] { 1 }))]);
        World.ForgetRequests();

        await ends.SyncAsync("--delete", "--max-delete", "30");

        Assert.Equal((1, 0), (World.Count("DeleteObjects"), World.Count("DeleteObject")));
        Assert.Empty(await ends.TargetKeysAsync());
    }

    [Scenario]
    public async Task Folders_emptied_by_deletes_go_too_and_others_stay()
    {
        await World.PutAsync("one", "a", [1]);
        var target = World.Folder(("gone/deep/x", [1]), ("half/x", [1]), ("half/a", [1]));
        await World.PutAsync("one", "half/a", [1]);
        Directory.CreateDirectory(Path.Combine(target, "empty"));

        await World.SyncAsync("s3://one", target, "--delete", "--check-size");

        Assert.False(Directory.Exists(Path.Combine(target, "gone")));
        Assert.True(File.Exists(Path.Combine(target, "half", "a")));
        Assert.False(File.Exists(Path.Combine(target, "half", "x")));
    }

    [Scenario(Capability.Versions)]
    public async Task In_a_versioned_target_a_delete_adds_a_marker()
    {
        await World.WithBucketAsync("versioned", versioned: true);
        await World.PutAsync("versioned", "gone", [1]);

        await World.SyncAsync(World.Folder(("a", [1])), "s3://versioned", "--delete");

        Assert.Equal(["a"], await World.KeysAsync("versioned"));
        var versions = (await World.Client.ListVersionsAsync(World.Name("versioned"))).Versions.Where(version => version.Key == "gone").ToList();
        Assert.Equal([true, false], versions.OrderByDescending(version => version.IsLatest).Select(version => version.IsDeleteMarker == true));
    }

    private async Task<Ends> Mixed(Way way) =>
        await (await Between(way).HasAsync(("keep", [1, 2]), ("new", [3]))).TargetHasAsync(("keep", [1, 2]), ("gone/a", [4]), ("gone/b", [5]));
}
