using S3Sync.Conformance.Tests.World;
using S3Sync.LocalS3.Faults;
using S3Sync.Reporting;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Trouble;

/// <summary>Runs that are stopped: nothing half done stays, and stopping is no failure of any object.</summary>
public sealed class CancelScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task A_run_that_is_stopped_before_it_begins_does_nothing(Way way)
    {
        var ends = await (await Between(way).HasAsync(("f", [1]))).TargetHasAsync(("gone", [2]));
        World.Stop = new(canceled: true);

        var outcome = await ends.RunAsync("--delete");

        Assert.Equal(RunOutcome.Cancelled, outcome.Report!.Outcome);
        Assert.Empty(outcome.Report.Failures);
        Assert.Equal(["gone"], await ends.TargetKeysAsync());
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload, "PutObject", 100)]
    [Row(Way.Upload, "CreateMultipartUpload", 11 * MiB)]
    [Row(Way.Upload, "UploadPart", 11 * MiB)]
    [Row(Way.Upload, "CompleteMultipartUpload", 11 * MiB)]
    [Row(Way.Download, "GetObject", 100)]
    [Row(Way.Download, "GetObject", 11 * MiB)]
    [Row(Way.Relay, "GetObject", 100)]
    [Row(Way.Relay, "PutObject", 100)]
    [Row(Way.Relay, "UploadPart", 11 * MiB)]
    [Row(Way.Copy, "CopyObject", 100)]
    [Row(Way.Copy, "UploadPartCopy", 11 * MiB)]
    public async Task A_run_that_is_stopped_on_its_way_leaves_nothing_half_done(Way way, string operation, int size)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(size)));

        var outcome = await StopAtAsync(World.Faults.On(operation).First(1), ends, InSmallParts());

        AssertStopped(outcome);
        Assert.Empty(await ends.TargetKeysAsync());
        Assert.Empty((await World.Client.ListMultipartUploadsAsync(World.Name("two"))).MultipartUploads ?? []);
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    public async Task Stopped_in_the_middle_of_a_body(Way way)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(4 * MiB)));
        using var stop = new CancellationTokenSource();
        World.Stop = stop.Token;
        var body = World.Faults.On("GetObject").Do(Fault.Stall(at: 100_000));

        var running = ends.RunAsync();
        await ScenarioWorld.StruckAsync(body, running);
        await stop.CancelAsync();
        var outcome = await running;

        AssertStopped(outcome);
        Assert.Empty(await ends.TargetKeysAsync());
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    public async Task Stopped_while_the_source_is_listed_nothing_is_deleted(Way way)
    {
        var ends = await (await Between(way).HasAsync(("f", [1]))).TargetHasAsync(("gone", [2]));

        var outcome = await StopAtAsync(World.Faults.When(request => request.Bucket == World.Name("one") && request.Operation.StartsWith("List", StringComparison.Ordinal)), ends, ["--delete"]);

        AssertStopped(outcome);
        Assert.Contains("gone", await ends.TargetKeysAsync());
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload)]
    [Row(Way.Relay)]
    public async Task Stopped_before_its_deletes_none_is_made(Way way)
    {
        var ends = await (await Between(way).HasAsync(("f", [1]))).TargetHasAsync(("gone", [2]));

        var outcome = await StopAtAsync(World.Faults.On("PutObject").First(1), ends, ["--delete"]);

        AssertStopped(outcome);
        Assert.Contains("gone", await ends.TargetKeysAsync());
    }

    [Scenario(Capability.Faults)]
    public async Task Stopped_while_it_waits_to_try_again_it_does_not_wait()
    {
        var ends = await Between(Way.Upload).HasAsync(("f", [1]));
        using var stop = new CancellationTokenSource();
        World.Stop = stop.Token;
        var refused = World.Faults.On("PutObject").Do(Fault.Answer(503, "SlowDown", retryAfterSeconds: 3600));

        var running = ends.RunAsync("--initial-backoff-milliseconds", "3600000");
        await ScenarioWorld.StruckAsync(refused, running);
        await stop.CancelAsync();

        AssertStopped(await running);
    }

    [Scenario(Capability.Faults)]
    public async Task Stopped_under_auto_chunksize_nothing_stays()
    {
        await World.SyncAsync(World.Folder(("f", Content.Of(11 * MiB))), "s3://one", InSmallParts());

        var outcome = await StopAtAsync(World.Faults.On("UploadPart").First(1), Between(Way.Relay), ["--auto-chunksize"]);

        AssertStopped(outcome);
        Assert.Empty(await World.KeysAsync("two"));
    }

    private async Task<Outcome> StopAtAsync(FaultRule rule, Ends ends, string[] options)
    {
        using var stop = new CancellationTokenSource();
        World.Stop = stop.Token;
        rule.Stall();
        var running = ends.RunAsync(options);
        await ScenarioWorld.StruckAsync(rule, running);
        await stop.CancelAsync();
        var outcome = await running;
        World.Stop = CancellationToken.None;
        return outcome;
    }

    private static void AssertStopped(Outcome outcome)
    {
        Assert.Equal(RunOutcome.Cancelled, outcome.Report!.Outcome);
        Assert.Empty(outcome.Report.Failures);
        Assert.Equal(0, outcome.Counts.Errors);
    }
}
