using System.Globalization;
using S3Sync.Conformance.Tests.World;

namespace S3Sync.Conformance.Tests.Scenarios.Versions;

/// <summary><c>--point-in-time</c>: the source as it was.</summary>
public sealed class PointInTimeScenarios(TestedServer server) : VersionedScenario(server)
{
    [Scenarios(Capability.Versions)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Each_key_is_taken_as_it_was(Way way)
    {
        await WriteAsync("one", "changed", "old");
        await WriteAsync("one", "deleted", "there");
        var instant = await NextSecondAsync();
        await WriteAsync("one", "changed", "new");
        await WriteAsync("one", "deleted", Deleted);
        await WriteAsync("one", "later", "x");
        var ends = Between(way);

        await ends.SyncAsync("--point-in-time", instant);

        Assert.Equal(["changed", "deleted"], await ends.TargetKeysAsync());
        Assert.Equal("old"u8.ToArray(), await ends.TargetAsync("changed"));
    }

    [Scenarios(Capability.Versions)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    public async Task What_was_deleted_then_is_left_out(Way way)
    {
        await WriteAsync("one", "k", "1", Deleted);
        await WriteAsync("one", "alive", "1");
        var instant = await NextSecondAsync();
        await WriteAsync("one", "k", "2");
        var ends = Between(way);

        await ends.SyncAsync("--point-in-time", instant);

        Assert.Equal(["alive"], await ends.TargetKeysAsync());
    }

    [Scenarios(Capability.Versions)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    public async Task Before_everything_there_is_nothing(Way way)
    {
        await WriteAsync("one", "k", "1");
        var ends = Between(way);

        Assert.Equal(0, (await ends.SyncAsync("--point-in-time", "2001-01-01T00:00:00Z")).Counts.Transferred);
        Assert.Empty(await ends.TargetKeysAsync());
    }

    [Scenario(Capability.Versions)]
    public async Task A_bucket_without_versions_is_a_failure()
    {
        await World.WithBucketAsync("plain");
        await World.PutAsync("plain", "k", [1]);

        Assert.False((await World.RunAsync("s3://plain", World.Folder(), "--point-in-time", "2101-01-01T00:00:00Z")).Succeeded);
    }

    [Scenarios]
    [Row("2020-01-01", "S3S146")]
    [Row("yesterday", "S3S146")]
    public async Task An_instant_that_is_none_is_refused(string text, string code) =>
        Assert.Contains(code, (await World.RunAsync("s3://one", World.Folder(), "--point-in-time", text)).Codes);

    // A second of the server's clock that begins after everything that was written until now: objects are written until one has a later second.
    private async Task<string> NextSecondAsync()
    {
        await World.WithBucketAsync("clock");
        await World.PutAsync("clock", "tick", [1]);
        var written = await SecondAsync();
        while (await SecondAsync() == written)
        {
            await World.PutAsync("clock", "tick", [1]);
        }

        var instant = written.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var next = await SecondAsync();
        Assert.True(next > written);
        return instant.Replace("Z", ".999Z", StringComparison.Ordinal);
    }

    private async Task<DateTime> SecondAsync() => (await World.HeadAsync("clock", "tick")).LastModified!.Value.ToUniversalTime();
}
