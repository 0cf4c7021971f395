using S3Sync.Conformance.Tests.World;

namespace S3Sync.Conformance.Tests.Scenarios.Everyday;

/// <summary><c>--max-delete</c>.</summary>
public sealed class MaxDeleteScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Upload, 1, false)]
    [Row(Way.Upload, 2, true)]
    [Row(Way.Download, 1, false)]
    [Row(Way.Download, 2, true)]
    [Row(Way.Relay, 1, false)]
    [Row(Way.Relay, 2, true)]
    [Row(Way.Copy, 0, false)]
    public async Task More_deletes_than_allowed_delete_none(Way way, int most, bool deletes)
    {
        var ends = await (await Between(way).HasAsync(("keep", [1, 2]), ("new", [3]))).TargetHasAsync(("keep", [1, 2]), ("gone/a", [4]), ("gone/b", [5]));

        var outcome = await ends.RunAsync("--delete", "--max-delete", $"{most}");

        Assert.Equal(deletes ? ["keep", "new"] : ["gone/a", "gone/b", "keep", "new"], await ends.TargetKeysAsync());
        Assert.Equal(deletes ? 2 : 0, outcome.Counts.Deleted);
    }
}
