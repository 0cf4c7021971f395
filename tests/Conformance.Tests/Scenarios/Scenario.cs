using S3Sync.Conformance.Tests.World;

namespace S3Sync.Conformance.Tests.Scenarios;

/// <summary>What every class of scenarios stands on: a server for the class, and a world with two buckets for each scenario.</summary>
public abstract class Scenario(TestedServer server) : IClassFixture<TestedServer>, IAsyncLifetime
{
    /// <summary>2^20 bytes.</summary>
    protected const int MiB = 1 << 20;

    /// <summary>The smallest parts that there are.</summary>
    protected static IReadOnlyList<string> SmallParts => ["--multipart-threshold", "5MiB", "--multipart-chunksize", "5MiB"];

    /// <summary>This scenario's buckets, folders and runs.</summary>
    protected ScenarioWorld World { get; } = new(server);

    public virtual async Task InitializeAsync()
    {
        await World.WithBucketAsync("one");
        await World.WithBucketAsync("two");
    }

    public async Task DisposeAsync() => await World.DisposeAsync();

    /// <summary>Source and target for a scenario that holds whichever way content goes.</summary>
    protected Ends Between(Way way, string sourcePrefix = "", string targetPrefix = "") => new(World, way, sourcePrefix, targetPrefix);

    /// <summary>Options in addition to <see cref="SmallParts"/>.</summary>
    protected static string[] InSmallParts(params string[] options) => [.. SmallParts, .. options];
}
