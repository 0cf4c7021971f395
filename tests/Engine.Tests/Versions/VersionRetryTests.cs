using S3Sync.LocalS3.Faults;
using S3Sync.Reporting;
using Xunit;
using static S3Sync.Engine.Tests.Versions.VersionWorld;

namespace S3Sync.Engine.Tests.Versions;

/// <summary>Every version comes once, also when requests fail on their way.</summary>
public sealed class VersionRetryTests : IAsyncLifetime
{
    private VersionWorld world = null!;

    public async Task InitializeAsync() => world = await VersionWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("PutObject", false)]
    [InlineData("CopyObject", true)]
    [InlineData("DeleteObject", false)]
    public async Task A_write_whose_answer_was_lost_is_not_made_twice(string operation, bool serverSide)
    {
        await world.WriteAsync("one", "k", "1", "1", "2", Deleted);
        var lost = world.Road.Faults.On(operation).First(2).Do(Fault.LoseAnswer());

        await world.SyncAsync(serverSide ? ServerSide : null);

        Assert.True(lost.Hits > 0);
        Assert.Equal(["1", "1", "2", Deleted], await world.HistoryAsync("two", "k"));
    }

    [Fact]
    public async Task A_version_that_fails_ends_its_key_and_the_next_run_goes_on_there()
    {
        await world.WriteAsync("one", "k", "1", "2", "3", Deleted);
        await world.WriteAsync("one", "m", "1");
        var second = (await world.VersionsAsync("one")).Where(version => version.Key == "k").ElementAt(1).VersionId;
        world.Road.Faults.When(request => request.Operation == "GetObject" && request.Target.Contains(second, StringComparison.Ordinal)).Answer(403, "AccessDenied");

        var report = await world.RunAsync();

        Assert.Equal(("k", "S3S212"), (Assert.Single(report.Failures).Key, report.Failures[0].Problem.Code));
        Assert.Equal(["1"], await world.HistoryAsync("two", "k"));
        Assert.Equal(["1"], await world.HistoryAsync("two", "m"));
        world.Road.Faults.Clear();
        Assert.Equal(2, (await world.SyncAsync()).Transferred);
        Assert.Equal(["1", "2", "3", Deleted], await world.HistoryAsync("two", "k"));
    }

    [Fact]
    public async Task A_version_that_is_gone_by_then_is_warned_about_and_the_others_arrive()
    {
        await world.WriteAsync("one", "k", "1", "2", "3");
        var second = (await world.VersionsAsync("one"))[1].VersionId;
        world.Road.Faults.When(request => request.Operation == "GetObject" && request.Target.Contains(second, StringComparison.Ordinal)).Answer(404, "NoSuchVersion");

        var counts = await world.SyncAsync();

        Assert.Equal((2L, 1L), (counts.Transferred, counts.Warnings));
        Assert.Equal(["1", "3"], await world.HistoryAsync("two", "k"));
    }

    [Fact]
    public async Task A_damaged_read_comes_again_and_leaves_no_version_of_its_own()
    {
        await world.WriteAsync("one", "k", "first content", "second content");
        world.Road.Faults.On("GetObject").First(1).Do(Fault.CorruptResponse(at: 0.5));

        await world.SyncAsync();

        Assert.Equal(["first content", "second content"], await world.HistoryAsync("two", "k"));
        Assert.Single(world.Road.Events.OfType<SyncEvent.Retried>());
    }

    [Fact]
    public async Task Each_event_names_the_version_it_is_about()
    {
        await world.WriteAsync("one", "k", "1", "2");

        await world.SyncAsync();

        var sources = (await world.VersionsAsync("one")).Select(version => version.VersionId);
        Assert.Equal(sources, world.Road.Events.OfType<SyncEvent.Transferred>().Select(told => told.SourceVersionId));
    }
}
