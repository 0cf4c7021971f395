using S3Sync.Problems;
using S3Sync.Tool.Output;

namespace S3Sync.Tool;

/// <summary>Tells everything that is wrong with what was asked for, at once.</summary>
internal static class UsageErrors
{
    /// <summary>Writes the problems and returns the exit code of a usage error.</summary>
    public static int Print(IReadOnlyCollection<Problem> problems, Terminal terminal)
    {
        foreach (var problem in problems.Distinct())
        {
            terminal.WriteErrorLine($"error {SafeText.Visible(problem.ToString())}");
        }

        terminal.WriteErrorLine("Nothing was done. Every option is explained by --help.");
        return ExitCode.Usage;
    }
}
