using S3Sync.Engine.Tests.Road;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Local;

/// <summary>A source that is one file.</summary>
public sealed class SingleFileTests : IAsyncLifetime
{
    private RoadWorld world = null!;

    public static TheoryData<CompareRule> Rules => [.. Enum.GetValues<CompareRule>()];

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Its_key_is_its_name_behind_the_prefix_as_it_is_written()
    {
        var folder = world.Folder(("a file.txt", [1]), ("beside", [2]));

        await world.SyncAsync(At(Path.Combine(folder, "a file.txt")), S3At("one", "docs/"));
        await world.SyncAsync(At(Path.Combine(folder, "a file.txt")), S3At("one", "pre"));

        Assert.Equal(["docs/a file.txt", "prea file.txt"], await world.KeysAsync("one"));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task By_every_rule_it_is_sent_once_and_again_when_it_has_changed_and_nothing_else_is_looked_at(CompareRule rule)
    {
        var folder = world.Folder(("f", [1]), ("other", [2]));
        var file = At(Path.Combine(folder, "f"));
        await world.PutAsync("one", "unrelated", [1]);
        SyncOptions By(SyncOptions options) => options with { Compare = new() { Rule = rule, ChecksumAlgorithm = ChecksumAlgorithm.Crc32C } };
        world.Requests.Clear();

        Assert.Equal(1, (await world.SyncAsync(file, S3At("one"), By)).Transferred);
        Assert.Equal(0, (await world.SyncAsync(file, S3At("one"), By)).Transferred);
        Write(folder, "f", [1, 2]);
        Assert.Equal(1, (await world.SyncAsync(file, S3At("one"), By)).Transferred);

        Assert.Equal(0, world.Requests.Count("ListObjectsV2"));
        Assert.Equal(["f", "unrelated"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task With_deletes_it_is_refused_and_nothing_is_touched()
    {
        var folder = world.Folder(("f", [1]));
        await world.PutAsync("one", "unrelated", [1]);

        var report = await world.RunAsync(At(Path.Combine(folder, "f")), S3At("one"), options => options with { Delete = new() { Enabled = true } });

        Assert.Equal((RunOutcome.Failed, "S3S573"), (report.Outcome, report.RunProblems.Single().Code));
        Assert.Equal(["unrelated"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task A_filter_may_leave_it_out()
    {
        var folder = world.Folder(("f", [1]));

        var counts = await world.SyncAsync(At(Path.Combine(folder, "f")), S3At("one"), options => options with { Filter = new() { ExcludeRegex = "^f$" } });

        Assert.Equal((0, 1), (counts.Transferred, counts.Skipped));
    }
}
