using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;
using Xunit.Abstractions;
using static S3Sync.Engine.Tests.Versions.VersionWorld;

namespace S3Sync.Engine.Tests.Versions;

/// <summary>What a bucket of many histories costs in requests, told in the output of the test.</summary>
public sealed class HistoryCostTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Keys = 200;
    private readonly ManualTime clock = new();
    private VersionWorld world = null!;

    public async Task InitializeAsync() => world = await VersionWorld.StartAsync(clock);

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_hundred_histories_of_five_versions_arrive_whole_and_a_second_run_asks_for_listings_alone(bool serverSide)
    {
        await Parallel.ForAsync(0, Keys, async (number, _) => await world.WriteAsync("one", Key(number), HistoryOf(number)));
        await world.PassASecondAsync(clock); // What is copied in the second it was written in has to be asked for.
        var change = serverSide ? ServerSide : (Func<Options.SyncOptions, Options.SyncOptions>?)null;

        var first = await RunAsync("first", change);
        var second = await RunAsync("second", change);

        Assert.Equal((Keys * 5L, Keys / 2L), (first.Transferred, first.Deleted));
        Assert.Equal((0L, 0L, Keys * 5L), (second.Transferred, second.Deleted, second.Skipped - (Keys / 2)));
        Assert.Equal(["GetBucketVersioning", "ListObjectVersions"], world.Road.Requests.Snapshot().Select(request => request.Operation).Distinct().Order());
        var (sources, targets) = (await world.VersionsAsync("one"), await world.VersionsAsync("two"));
        foreach (var history in sources.GroupBy(version => version.Key))
        {
            var latest = history.Last();
            Assert.Equal(
                history.Where(version => version.IsDeleteMarker != true || version == latest).Select(version => version.ETag),
                targets.Where(version => version.Key == history.Key).Select(version => version.ETag));
        }
    }

    private static string Key(int number) => $"folder-{number % 7}/key {number:000}";

    // Five contents, of which one comes again; a delete marker in between, and one at the end of every second key.
    private static string[] HistoryOf(int number) =>
        number % 2 == 0 ? ["1", $"{number}", Deleted, "3", "1", "5", Deleted] : ["1", $"{number}", "3", Deleted, "1", "5"];

    private async Task<SyncCounts> RunAsync(string name, Func<Options.SyncOptions, Options.SyncOptions>? change)
    {
        world.Road.Requests.Clear();
        var counts = await world.SyncAsync(change);
        var asked = world.Road.Requests.Snapshot().CountBy(request => request.Operation).OrderBy(pair => pair.Key, StringComparer.Ordinal);
        output.WriteLine($"{name}: {string.Join(", ", asked.Select(pair => $"{pair.Key} {pair.Value}"))}; transferred {counts.Transferred}, deleted {counts.Deleted}, skipped {counts.Skipped}");
        return counts;
    }
}
