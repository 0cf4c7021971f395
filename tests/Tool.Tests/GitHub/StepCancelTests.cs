using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.GitHub;

/// <summary>A step that is cancelled: the runner sends SIGINT, SIGTERM 7.5 seconds later, and kills after 10 seconds. actions/runner, ProcessInvoker.</summary>
public sealed class StepCancelTests : IAsyncLifetime
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private StepWorld _world = null!; // made before every test

    public async Task InitializeAsync()
    {
        _world = await StepWorld.StartAsync();
        Directory.CreateDirectory(Path.Combine(_world.Workspace, "dist"));
        await File.WriteAllBytesAsync(Path.Combine(_world.Workspace, "dist", "big"), Content.Of(20 << 20));
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_cancelled_step_leaves_no_upload_behind_and_tells_the_runner_in_time(string signal, int exitCode)
    {
        var stalled = _world.S3.Server.Faults.On("UploadPart").Nth(2).Stall();
        using var step = Start();
        await stalled.ReachedAsync();

        await step.SignalAsync(signal);
        var result = await step.EndAsync().WaitAsync(Grace);

        Assert.Equal(exitCode, result.ExitCode);
        await AssertCancelledAsync(result);
    }

    [Fact]
    public async Task The_second_signal_of_the_runner_does_not_end_the_cleaning_up()
    {
        var stalled = _world.S3.Server.Faults.On("UploadPart").Nth(2).Stall();
        var cleaning = _world.S3.Server.Faults.On("AbortMultipartUpload").Stall();
        using var step = Start();
        await stalled.ReachedAsync();
        await step.SignalAsync("INT");
        await cleaning.ReachedAsync();

        await step.SignalAsync("TERM");
        cleaning.Release();
        var result = await step.EndAsync().WaitAsync(Grace);

        Assert.Equal(130, result.ExitCode);
        await AssertCancelledAsync(result);
    }

    private async Task AssertCancelledAsync(ToolResult result)
    {
        Assert.Empty((await _world.S3.Client.ListMultipartUploadsAsync("site")).MultipartUploads ?? []);
        Assert.Contains(_world.S3.Server.Requests.Snapshot(), request => request.Operation == "CreateMultipartUpload");
        Assert.Equal(("cancelled", "0", "s3sync-manifest.json"), (_world.Outputs()["result"], _world.Outputs()["uploaded-count"], _world.Outputs()["manifest-path"]));
        Assert.StartsWith("### s3sync: cancelled\n", _world.Summary(), StringComparison.Ordinal);
        Assert.Equal(["add-mask", "group", "endgroup"], RunnerLog.CommandsOf(result.Out).Select(command => command.Name).Take(3));
    }

    private ToolProcess Start() => ToolProcess.Start(_world.Workspace, _world.EnvironmentOf(_world.Publishing("dist")), "github-action");
}
