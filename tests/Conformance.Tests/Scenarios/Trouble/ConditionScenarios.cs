using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Trouble;

/// <summary>Other writers between the look and the write: <c>--if-match</c>, <c>--if-none-match</c>, <c>--copy-source-if-match</c>.</summary>
public sealed class ConditionScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios(Capability.Conditions)]
    [Row(Way.Upload, 10)]
    [Row(Way.Upload, 6 * MiB)]
    [Row(Way.Relay, 10)]
    [Row(Way.Relay, 6 * MiB)]
    public async Task If_none_match_writes_what_is_not_there_and_leaves_what_is(Way way, int size)
    {
        var ends = await Between(way).HasNewerAsync("there", Content.Of(size), [9]);
        await ends.HasAsync(("new", Content.Of(size)));

        await ends.RunAsync(InSmallParts("--if-none-match"));

        Assert.Equal([9], await ends.TargetAsync("there"));
        Assert.Equal(Content.Of(size), await ends.TargetAsync("new"));
    }

    [Scenarios(Capability.Conditions, Capability.Faults)]
    [Row(Way.Upload, "PutObject", 10)]
    [Row(Way.Upload, "CreateMultipartUpload", 6 * MiB)]
    [Row(Way.Relay, "PutObject", 10)]
    public async Task If_match_does_not_write_over_what_came_since(Way way, string operation, int size)
    {
        var ends = await Between(way).HasNewerAsync("f", Content.Of(size), [9]);
        var writing = World.Faults.On(operation).First(1).Stall();

        var running = ends.RunAsync(InSmallParts("--if-match"));
        await ScenarioWorld.StruckAsync(writing, running);
        await World.PutAsync("two", "f", [7, 7]);
        writing.Release();
        var outcome = await running;

        Assert.Equal([7, 7], await ends.TargetAsync("f"));
        Assert.Equal(0, outcome.Counts.Transferred);
    }

    [Scenarios(Capability.Conditions)]
    [Row(Way.Upload)]
    [Row(Way.Relay)]
    public async Task If_match_writes_over_what_was_compared(Way way)
    {
        var ends = await Between(way).HasNewerAsync("f", [1, 2], [9]);

        await ends.SyncAsync("--if-match");

        Assert.Equal([1, 2], await ends.TargetAsync("f"));
    }

    [Scenario(Capability.Conditions, Capability.Faults)]
    public async Task If_match_does_not_delete_what_came_since()
    {
        await World.PutAsync("two", "gone", [1]);
        var deleting = World.Faults.When(static request => request.Operation is "DeleteObject" or "DeleteObjects").First(1).Stall();

        var running = World.RunAsync(World.Folder(("f", [1])), "s3://two", "--if-match", "--delete");
        await ScenarioWorld.StruckAsync(deleting, running);
        await World.PutAsync("two", "gone", [2]);
        deleting.Release();
        await running;

        Assert.Equal(["f", "gone"], await World.KeysAsync("two"));
        Assert.Equal([2], await World.ContentAsync("two", "gone"));
    }

    [Scenarios(Capability.CopySourceConditions, Capability.Faults)]
    [Row("CopyObject", 10)]
    [Row("CreateMultipartUpload", 6 * MiB)]
    public async Task A_copy_is_not_made_of_a_source_that_came_since(string operation, int size)
    {
        var ends = await Between(Way.Copy).HasAsync(("f", Content.Of(size, 1)));
        var copying = World.Faults.On(operation).First(1).Stall();

        var running = ends.RunAsync(InSmallParts("--copy-source-if-match"));
        await ScenarioWorld.StruckAsync(copying, running);
        await World.PutAsync("one", "f", Content.Of(size, 2));
        copying.Release();
        await running;

        foreach (var key in await ends.TargetKeysAsync())
        {
            Assert.Equal(Content.Of(size, 2), await ends.TargetAsync(key));
        }
    }

    [Scenarios]
    [Row("--if-match", "--if-none-match", "S3S127")]
    [Row("--copy-source-if-match", "--check-size", "S3S128")]
    public async Task Some_do_not_go_together(string option, string other, string code) =>
        Assert.Contains(code, (await World.RunAsync("s3://one", "s3://two", option, other)).Codes);
}
