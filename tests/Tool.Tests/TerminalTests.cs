using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests;

/// <summary>Runs the tool on a real pseudo-terminal, which <c>script</c> makes.</summary>
public sealed class TerminalTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private S3World _world = null!; // made before every test

    public async Task InitializeAsync()
    {
        _world = await S3World.InMemoryAsync();
        await _world.BucketAsync("box");
        _folder.Write("tree/big", Content.Of(3 << 20));
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [NeedsProgramFact("script")]
    public async Task A_terminal_shows_a_line_that_is_rewritten_and_taken_away_before_the_summary()
    {
        _world.Server.Faults.On("PutObject").Do(LocalS3.Faults.Fault.SlowDown(2 << 20));

        var output = await OnTerminalAsync([]);

        Assert.Contains("\r\e[2K", output);
        Assert.Contains(" of 3.00 MiB", output);
        var summary = output[output.LastIndexOf("\r\e[2K", StringComparison.Ordinal)..];
        Assert.StartsWith("\r\e[2K3.00 MiB | ", summary);
    }

    [NeedsProgramFact("script")]
    public async Task Log_lines_are_coloured_on_a_terminal_unless_they_must_not_be()
    {
        Assert.Contains("\e[32m INFO\e[0m sync completed.", await OnTerminalAsync(["-v"]));
        File.SetLastWriteTimeUtc(_folder.At("tree", "big"), DateTime.UtcNow.AddMinutes(5));
        var plain = await OnTerminalAsync(["-v", "--disable-color-tracing"]);
        Assert.Contains(" INFO sync completed.", plain);
        Assert.DoesNotMatch(@"\e\[[0-9;]*m", plain); // colours; the runtime itself sets the terminal up
    }

    [NeedsProgramFact("script")]
    public async Task A_failure_that_the_log_has_shown_on_the_same_screen_is_not_told_twice()
    {
        _world.Server.Faults.On("PutObject").Answer(403, "AccessDenied");

        var output = await OnTerminalAsync([], failing: true);

        Assert.Contains("1 object failed; it is named above.", output);
        Assert.Equal(2, output.Split("S3S2").Length);
    }

    [NeedsProgramFact("script")]
    public async Task NO_COLOR_takes_the_colours_away()
    {
        Assert.DoesNotContain("\e[3", await OnTerminalAsync(["-v"], ("NO_COLOR", "1")));
    }

    private Task<string> OnTerminalAsync(string[] options, params (string Name, string Value)[] environment) => OnTerminalAsync(options, failing: false, environment);

    private async Task<string> OnTerminalAsync(string[] options, bool failing, params (string Name, string Value)[] environment)
    {
        string[] arguments = ["tree", "s3://box/p/", .. options, .. Account.Of(_world, "target")];
        var command = $"stty cols 200; dotnet '{ToolProcess.Dll}' {string.Join(' ', arguments)}";
        var result = await Shell.RunAsync($"script -qec \"$COMMAND\" /dev/null", _folder.Path,
            environment.Append(("COMMAND", command)).Append(("TERM", "xterm")).ToDictionary(x => x.Item1, x => x.Item2));
        Assert.True(result.ExitCode == (failing ? 1 : 0), result.Out + result.Error);
        return result.Out;
    }
}
