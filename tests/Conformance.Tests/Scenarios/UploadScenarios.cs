using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios;

/// <summary>A directory to a bucket.</summary>
public sealed class UploadScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row("")]
    [Row("site/")]
    [Row("no-slash")]
    public async Task Files_arrive_below_the_prefix_as_it_is_written(string prefix)
    {
        var folder = World.Folder(("a.txt", Content.Of(10)), ("b/c.txt", Content.Of(20)));

        var outcome = await World.SyncAsync(folder, $"s3://one/{prefix}");

        Assert.Equal([prefix + "a.txt", prefix + "b/c.txt"], await World.KeysAsync("one"));
        Assert.Equal(2, outcome.Counts.Transferred);
    }
}
