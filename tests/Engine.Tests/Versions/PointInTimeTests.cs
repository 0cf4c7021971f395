using Amazon.S3;
using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;
using static S3Sync.Engine.Tests.Versions.VersionWorld;

namespace S3Sync.Engine.Tests.Versions;

/// <summary>A source as it was at an instant.</summary>
public sealed class PointInTimeTests : IAsyncLifetime
{
    private VersionWorld world = null!;

    public async Task InitializeAsync() => world = await VersionWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("local")]
    [InlineData("relay")]
    [InlineData("copy")]
    public async Task The_target_becomes_what_the_source_was(string way)
    {
        await world.WriteAsync("one", "changed", "old");
        await world.WriteAsync("one", "deleted-then", "x", Deleted);
        await world.WriteAsync("one", "deleted-since", "y");
        await world.WriteAsync("one", "sub/a b+ü", "z");
        var instant = await NextSecondAsync();
        await world.WriteAsync("one", "changed", "new");
        await world.WriteAsync("one", "deleted-then", "x");
        await world.WriteAsync("one", "deleted-since", Deleted);
        await world.WriteAsync("one", "made-since", "w");
        var folder = world.Road.Folder(("changed", "two"u8.ToArray()));

        var counts = await world.Road.SyncAsync(S3At("one"), way == "local" ? At(folder) : S3At("two"), options => AsOf(instant, options) with
        {
            Transfer = options.Transfer with { ServerSideCopy = way == "copy" },
        });

        Assert.Equal(3, counts.Transferred);
        if (way == "local")
        {
            Assert.Equal("old", await File.ReadAllTextAsync(Path.Combine(folder, "changed")));
            Assert.False(File.Exists(Path.Combine(folder, "deleted-then")));
        }
        else
        {
            Assert.Equal(["changed", "deleted-since", "sub/a b+ü"], await world.Road.KeysAsync("two"));
            Assert.Equal("old"u8.ToArray(), await world.Road.ContentAsync("two", "changed"));
        }
    }

    [Fact]
    public async Task What_the_target_has_is_overwritten_though_it_is_newer()
    {
        await world.WriteAsync("one", "k", "old");
        var instant = await NextSecondAsync();
        await world.WriteAsync("one", "k", "new");
        await world.Road.SyncAsync(S3At("one"), S3At("two"));

        await world.Road.SyncAsync(S3At("one"), S3At("two"), options => AsOf(instant, options));

        Assert.Equal("old"u8.ToArray(), await world.Road.ContentAsync("two", "k"));
    }

    [Fact]
    public async Task With_deletes_the_target_loses_what_was_not_there_then()
    {
        await world.WriteAsync("one", "k", "1");
        var instant = await NextSecondAsync();
        await world.WriteAsync("two", "extra", "x");

        await world.Road.SyncAsync(S3At("one"), S3At("two"), options => AsOf(instant, options) with { Delete = new() { Enabled = true } });

        Assert.Equal(["k"], await world.Road.KeysAsync("two"));
    }

    [Fact]
    public async Task A_source_that_never_kept_versions_is_refused()
    {
        await world.Road.BucketAsync("three");

        var report = await world.Road.RunAsync(S3At("three"), S3At("two"), options => AsOf(DateTimeOffset.UtcNow, options));

        Assert.Equal("S3S541", Assert.Single(report.RunProblems).Code);
    }

    [Fact]
    public async Task A_source_whose_versioning_is_suspended_is_warned_about()
    {
        await world.WriteAsync("one", "k", "1");
        await world.VersioningAsync("one", VersionStatus.Suspended);

        var counts = await world.Road.SyncAsync(S3At("one"), S3At("two"), options => AsOf(DateTimeOffset.UtcNow.AddSeconds(2), options));

        Assert.Equal((1L, 1L), (counts.Transferred, counts.Warnings));
        Assert.Equal("S3S542", Assert.Single(world.Road.Events.OfType<SyncEvent.Warned>()).Problem.Code);
    }

    private static SyncOptions AsOf(DateTimeOffset instant, SyncOptions options) => options with { Versions = new() { PointInTime = instant } };

    // Versions are told to the second: the instant is the second of what was written last, and what comes after is written in a later one.
    private async Task<DateTimeOffset> NextSecondAsync()
    {
        var last = (await world.VersionsAsync("one")).Max(version => version.LastModified!.Value).ToUniversalTime();
        while ((await ClockAsync()) <= last)
        {
            await Task.Delay(50);
        }

        return last;
    }

    // The server's own clock, by what it says of a write.
    private async Task<DateTime> ClockAsync()
    {
        await world.Road.PutAsync("two", "clock", []);
        var clock = (await world.Road.Client.GetObjectMetadataAsync(world.Road.Name("two"), "clock")).LastModified!.Value.ToUniversalTime();
        foreach (var version in (await world.VersionsAsync("two")).Where(version => version.Key == "clock"))
        {
            await world.Road.Client.DeleteObjectAsync(world.Road.Name("two"), "clock", version.VersionId);
        }

        return clock;
    }
}
