using System.Diagnostics;
using System.Globalization;

namespace S3Sync.Tool.Tests.World;

/// <summary>What a run of the tool said and how it ended.</summary>
internal sealed record ToolResult(int ExitCode, string Out, string Error)
{
    public IReadOnlyList<string> OutLines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The built tool as a process of its own, in an environment that holds nothing of this machine's S3 settings.</summary>
internal sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _error;

    private ToolProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public static string Dll => Path.Combine(AppContext.BaseDirectory, "dotnet-s3sync.dll");

    public StreamReader Out => _process.StandardOutput;

    /// <summary>Runs the tool to its end.</summary>
    public static Task<ToolResult> RunAsync(params string[] arguments) => RunInAsync(null, new Dictionary<string, string>(), arguments);

    /// <summary>Runs the tool to its end in a folder, with variables of its own.</summary>
    public static async Task<ToolResult> RunInAsync(string? folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(folder, environment, arguments);
        return await process.EndAsync();
    }

    /// <summary>Starts the tool.</summary>
    public static ToolProcess Start(string? folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        new(Process.Start(StartInfo("dotnet", folder, environment, [Dll, .. arguments]))!);

    /// <summary>How any program is started by these tests.</summary>
    public static ProcessStartInfo StartInfo(string program, string? folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("S3SYNC_", StringComparison.Ordinal) || name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            info.Environment.Remove(name);
        }

        info.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    /// <summary>Sends a signal by its name: INT, TERM.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for the end, whatever was read from <see cref="Out"/> before is not in the result.</summary>
    public async Task<ToolResult> EndAsync()
    {
        _process.StandardInput.Close();
        var output = _process.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return new(_process.ExitCode, await output, await _error);
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
