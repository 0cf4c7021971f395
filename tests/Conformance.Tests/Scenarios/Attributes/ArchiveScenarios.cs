using Amazon.S3;
using S3Sync.Conformance.Tests.World;

namespace S3Sync.Conformance.Tests.Scenarios.Attributes;

/// <summary>Objects in archives, which refuse to be read.</summary>
public sealed class ArchiveScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios(Capability.Archives)]
    [Row(Way.Download, false)]
    [Row(Way.Download, true)]
    [Row(Way.Relay, false)]
    [Row(Way.Copy, false)]
    public async Task An_archived_object_is_warned_of_and_left_out(Way way, bool ignored)
    {
        await World.PutAsync("one", "cold", [1], request => request.StorageClass = S3StorageClass.Glacier);
        var ends = await Between(way).HasAsync(("warm", [2]));

        var outcome = await ends.SyncAsync(ignored ? ["--ignore-glacier-warnings"] : []);

        Assert.Equal(["warm"], await ends.TargetKeysAsync());
        Assert.Equal(ignored ? 0 : 1, outcome.Counts.Warnings);
    }

    [Scenario(Capability.Archives)]
    public async Task An_archived_object_is_a_failure_where_warnings_are()
    {
        await World.PutAsync("one", "cold", [1], request => request.StorageClass = S3StorageClass.Glacier);

        Assert.False((await World.RunAsync("s3://one", World.Folder(), "--warn-as-error")).Succeeded);
    }
}
