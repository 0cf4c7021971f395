using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Road;

/// <summary>Runs with deletes whose source goes away, in whole or in part, while it is listed: what is not seen is not what is not there.</summary>
public sealed class SourceGoingAwayTests : IAsyncLifetime
{
    private static readonly string[] _names = [.. Enumerable.Range(0, 50).Select(number => $"d/f{number:00}")];
    private RoadWorld world = null!;

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Nothing_is_deleted_when_the_source_is_renamed_during_the_run()
    {
        var (report, source) = await RunWhileAsync(source => Directory.Move(source, source + "-away"));
        Directory.Move(source + "-away", source);

        Assert.Equal(RunOutcome.Failed, report.Outcome);
        Assert.Equal("S3S322", Assert.Single(report.RunProblems).Code);
        Assert.Equal(_names.Length, (await world.KeysAsync("one")).Length);
    }

    [Fact]
    public async Task Nothing_is_deleted_when_a_folder_of_the_source_is_renamed_during_the_run()
    {
        var (report, _) = await RunWhileAsync(source => Directory.Move(Path.Combine(source, "d"), Path.Combine(source, "a")));

        Assert.Equal(RunOutcome.Failed, report.Outcome);
        Assert.Single(report.Failures, failure => failure.Problem.Code == "S3S321");
        Assert.Equal(_names.Length, (await world.KeysAsync("one")).Length);
    }

    [Fact]
    public async Task A_file_that_is_removed_while_its_folder_is_listed_is_deleted_by_the_next_run()
    {
        var (report, source) = await RunWhileAsync(source => File.Delete(Path.Combine(source, "d", "f30")));

        Assert.Equal(RunOutcome.Completed, report.Outcome);
        Assert.Single(world.Events.OfType<SyncEvent.Warned>(), warned => warned is { Key: "d/f30", Problem.Code: "S3S320" });
        Assert.Contains("d/f30", await world.KeysAsync("one"));

        Assert.Equal(1, (await world.SyncAsync(At(source), S3At("one"), Deleting)).Deleted);
        Assert.DoesNotContain("d/f30", await world.KeysAsync("one"));
    }

    // The only worker is held while it sends the first file, and the walk waits behind it.
    private async Task<(SyncReport Report, string Source)> RunWhileAsync(Action<string> change)
    {
        var source = world.Folder([.. _names.Select(name => (name, new byte[] { 1 }))]);
        await world.SyncAsync(At(source), S3At("one"));
        Write(source, _names[0], [1, 2]);
        var sending = world.Faults.On("PutObject").First(1).Stall();

        var run = world.RunAsync(At(source), S3At("one"), Deleting);
        await sending.ReachedAsync();
        change(source);
        sending.Release();
        world.Faults.Clear();
        return (await run, source);
    }

    private static SyncOptions Deleting(SyncOptions options) =>
        options with { Delete = new() { Enabled = true }, Transfer = options.Transfer with { WorkerSize = 1 } };
}
