using S3Sync.Engine.Tests.Road;
using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Planning;

/// <summary>How much a run may delete.</summary>
public sealed class DeleteLimitTests : IAsyncLifetime
{
    private RoadWorld world = null!;

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    [InlineData(0, 0)]
    public async Task When_more_than_the_limit_would_go_none_does(int limit, int deleted)
    {
        var source = world.Folder(("kept", [1]));
        await world.PutAsync("one", "a", [1]);
        await world.PutAsync("one", "b", [1]);

        var report = await world.RunAsync(At(source), S3At("one"), options => Deleting(options, limit));

        Assert.Equal(deleted, report.Counts.Deleted);
        Assert.Equal(1, report.Counts.Transferred);
        Assert.Equal(deleted == 2 ? [] : ["S3S571"], report.RunProblems.Select(problem => problem.Code));
        Assert.Equal(deleted == 2 ? RunOutcome.Completed : RunOutcome.Failed, report.Outcome);
    }

    [Theory]
    [InlineData(1, "S3S571")]
    [InlineData(null, "S3S570")]
    public async Task A_dry_run_shows_what_would_go_and_that_it_may_not(int? limit, string code)
    {
        var source = limit is null ? world.Folder() : world.Folder(("kept", [1]));
        await world.PutAsync("one", "a", [1]);
        await world.PutAsync("one", "b", [1]);

        var report = await world.RunAsync(At(source), S3At("one"), options => Deleting(options, limit) with { DryRun = true });

        Assert.Equal(["a", "b"], world.Events.OfType<SyncEvent.Deleted>().Where(deleted => deleted.DryRun).Select(deleted => deleted.Key));
        Assert.Equal([code], report.RunProblems.Select(problem => problem.Code));
        Assert.Equal(["a", "b"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task What_is_protected_does_not_count()
    {
        var source = world.Folder(("kept", [1]));
        await world.PutAsync("one", "a", [1]);
        await world.PutAsync("one", "cache/b", [1]);

        var counts = await world.SyncAsync(At(source), S3At("one"), options => Deleting(options, 1) with { Filter = new() { ExcludeRegex = "^cache/" } });

        Assert.Equal(1, counts.Deleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_source_that_has_nothing_deletes_nothing_until_it_is_said_how_much(bool dryRun)
    {
        var source = world.Folder();
        Directory.CreateDirectory(Path.Combine(source, "empty folder"));
        await world.PutAsync("one", "a", [1]);
        await world.PutAsync("one", "b", [1]);

        var refused = await world.RunAsync(At(source), S3At("one"), options => Deleting(options, null) with { DryRun = dryRun });
        var missing = await world.RunAsync(S3At("two", "mistyped/"), S3At("one"), options => Deleting(options, null) with { DryRun = dryRun });

        Assert.Equal(["S3S570"], refused.RunProblems.Select(problem => problem.Code));
        Assert.Equal(["S3S570"], missing.RunProblems.Select(problem => problem.Code));
        Assert.Contains("--max-delete 2", refused.RunProblems[0].Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], await world.KeysAsync("one"));
        Assert.Equal(2, (await world.SyncAsync(At(source), S3At("one"), options => Deleting(options, 2))).Deleted);
    }

    [Fact]
    public async Task An_empty_source_and_an_empty_target_agree() =>
        Assert.Equal(0, (await world.SyncAsync(At(world.Folder()), S3At("one"), options => Deleting(options, null))).Deleted);

    private static SyncOptions Deleting(SyncOptions options, int? limit) => options with { Delete = new() { Enabled = true, MaxDelete = limit } };
}
