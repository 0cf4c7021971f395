using S3Sync.Conformance.Tests.World;

namespace S3Sync.Conformance.Tests.Scenarios;

/// <summary>What every class of scenarios stands on: a server for the class, and a world with two buckets for each scenario.</summary>
public abstract class Scenario(TestedServer server) : IClassFixture<TestedServer>, IAsyncLifetime
{
    /// <summary>This scenario's buckets, folders and runs.</summary>
    protected ScenarioWorld World { get; } = new(server);

    public virtual async Task InitializeAsync()
    {
        await World.WithBucketAsync("one");
        await World.WithBucketAsync("two");
    }

    public async Task DisposeAsync() => await World.DisposeAsync();
}
