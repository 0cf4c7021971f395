using S3Sync.Catalog;
using S3Sync.Problems;
using S3Sync.Tool.CommandLine;
using S3Sync.Tool.Completion;
using S3Sync.Tool.GitHub;

namespace S3Sync.Tool;

/// <summary><c>s3sync [OPTIONS] SOURCE TARGET</c>: from the arguments to a checked request. Nothing is touched before all of it is known to be right.</summary>
internal static class SyncCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        var scan = new ArgumentScan(arguments, ToolDefinitions.OfSync);
        if (scan.Has(ToolDefinitions.Help))
        {
            surroundings.Terminal.WriteLine(HelpText.OfSync());
            return ExitCode.Ok;
        }

        if (scan.Has(ToolDefinitions.Version))
        {
            surroundings.Terminal.WriteLine(HelpText.Version);
            return ExitCode.Ok;
        }

        var problems = new List<Problem>();
        var line = CommandLineReader.Read(scan, ToolDefinitions.OfSync);
        problems.AddRange(line.Problems);
        var environment = EnvironmentValues.Read([ToolDefinitions.AutoCompleteShell], surroundings.Environment, plainNames: true);
        if (OptionValues.Over(environment, line.Values).Of(ToolDefinitions.AutoCompleteShell.Name) is { } shell)
        {
            return PrintCompletion(shell, surroundings, problems);
        }

        var role = new RoleRequest(new(surroundings.Environment), surroundings.Time);
        var request = RequestLine.Check(RequestLine.Read(line, scan, HelpText.SyncUsage, surroundings, problems), surroundings, problems, role);
        return request is null ? UsageErrors.Print(problems, surroundings.Terminal) : await SyncRun.ExecuteAsync(request, surroundings);
    }

    private static int PrintCompletion(OptionValue shell, Surroundings surroundings, List<Problem> problems)
    {
        var option = ToolDefinitions.AutoCompleteShell;
        var name = option.Kind.Read(shell, surroundings.CurrentFolder, out var problem);
        problems.AddRange(problem is null ? [] : [problem]);
        if (problems.Count > 0)
        {
            return UsageErrors.Print(problems, surroundings.Terminal);
        }

        surroundings.Terminal.WriteLine(CompletionScript.For((string)name!, CompletionWords.OfTool)); // read, as there is no problem
        return ExitCode.Ok;
    }
}
