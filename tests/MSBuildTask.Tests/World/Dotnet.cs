using System.Diagnostics;
using System.Globalization;

namespace S3Sync.MSBuildTask.Tests.World;

/// <summary>How a dotnet command ended and what it said on both streams.</summary>
internal sealed record BuildResult(int ExitCode, string Out)
{
    /// <summary>The result, for a build that must have gone well.</summary>
    public BuildResult Good()
    {
        Assert.True(ExitCode == 0, Out);
        return this;
    }

    /// <summary>The result, for a build that must have failed.</summary>
    public BuildResult Bad()
    {
        Assert.True(ExitCode == 1, Out);
        return this;
    }
}

/// <summary>The SDK as a process, in an environment that holds neither S3 settings of this machine nor what the test run left for MSBuild.</summary>
internal sealed class Dotnet : IDisposable
{
    private static readonly string[] Foreign = ["S3SYNC_", "AWS_", "MSBUILD", "VSTEST", "DOTNET_CLI_"];

    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly Task<string> _error;

    private Dotnet(Process process)
    {
        _process = process;
        _process.StandardInput.Close();
        (_out, _error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<BuildResult> RunAsync(string folder, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        using var running = Start(folder, variables, arguments);
        return await running.EndAsync();
    }

    /// <summary>Starts a command.</summary>
    public static Dotnet Start(string folder, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder };
        foreach (var name in info.Environment.Keys.Where(name => Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            info.Environment.Remove(name);
        }

        info.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        info.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var (name, value) in variables)
        {
            info.Environment[name] = value;
        }

        return new(Process.Start(info)!);
    }

    /// <summary>What Ctrl-C sends.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for the end.</summary>
    public async Task<BuildResult> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await _process.WaitForExitAsync(patience.Token);
        return new(_process.ExitCode, await _out + await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
