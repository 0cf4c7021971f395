using S3Sync.Conformance.Tests.World;

namespace S3Sync.Conformance.Tests.Scenarios.Trouble;

/// <summary><c>--warn-as-error</c>: what is a warning otherwise fails the run.</summary>
public sealed class WarningScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios(Capability.Faults)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    public async Task An_object_that_vanishes_is_a_failure_where_warnings_are(Way way)
    {
        var ends = await Between(way).HasAsync(("gone", [1]));
        World.Faults.When(static request => request.Operation is "GetObject" or "HeadObject").Answer(404, "NoSuchKey");

        Assert.False((await ends.RunAsync("--warn-as-error")).Succeeded);
    }
}
