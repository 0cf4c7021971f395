using System.Diagnostics;

namespace S3Sync.Tool.Tests.World;

/// <summary>Other programs that the tests run the tool with.</summary>
internal static class Shell
{
    /// <summary>The folder of the repository that these tests were built from.</summary>
    public static string Repository { get; } = FindRepository(AppContext.BaseDirectory);

    /// <summary>Whether a program is on the path.</summary>
    public static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, program)));

    /// <summary>Runs a script to its end; it stops at the first command that fails.</summary>
    public static async Task<ToolResult> RunAsync(string script, string folder, IReadOnlyDictionary<string, string> environment)
    {
        using var process = Process.Start(ToolProcess.StartInfo("bash", folder, environment, ["-euo", "pipefail", "-c", script]))!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(9));
        await process.WaitForExitAsync(patience.Token);
        return new(process.ExitCode, await output, await error);
    }

    private static string FindRepository(string folder) =>
        File.Exists(Path.Join(folder, "S3Sync.Tool.sln")) ? folder : FindRepository(Path.GetDirectoryName(folder)!);
}

/// <summary>A test that needs a program which not every machine has; without it the test says that it was left out.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsProgramFactAttribute : FactAttribute
{
    public NeedsProgramFactAttribute(string program)
    {
        Program = program;
        Skip = Shell.Has(program) ? null : $"'{program}' is not on the path.";
    }

    public string Program { get; }
}
