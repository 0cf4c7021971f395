using System.Text.RegularExpressions;
using S3Sync.Tool.GitHub.Step;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.GitHub;

/// <summary>What docs/action.md, the README and our own workflows give the action, it has.</summary>
public sealed partial class WorkflowPageTests
{
    private static readonly string[] Pages = ["docs/action.md", "README.md", ".github/workflows/ci.yml", ".github/workflows/release.yml"];

    private static string Read(string page) => File.ReadAllText(Path.Combine(Shell.Repository, page));

    [Fact]
    public void Every_input_of_every_workflow_is_one_of_the_action()
    {
        var used = Pages.SelectMany(page => StepOfOurs().Matches(Read(page)).SelectMany(step => InputLine().Matches(step.Groups["with"].Value)).Select(line => line.Groups[1].Value)
            .Concat(InputVariable().Matches(Read(page)).Select(name => name.Groups[1].Value.ToLowerInvariant().Replace('_', '-')))).ToList();

        Assert.Contains("role-to-assume", used);
        Assert.Contains("local-s3", used);
        Assert.Empty(used.Except(StepDefinitions.All.Select(definition => definition.Name)));
    }

    [Fact]
    public void Every_output_that_a_workflow_reads_is_one_of_the_action()
    {
        var declared = OutputLine().Matches(Read("action.yml").Split("\noutputs:\n")[1].Split("\nruns:")[0]).Select(line => line.Groups[1].Value).ToList();
        var set = new StepOutcome { ToolExitCode = 0 }.Outputs("", "", "").Select(output => output.Key);

        Assert.Equal(declared, set);
        Assert.Empty(Pages[..3].SelectMany(page => OutputUse().Matches(Read(page))).Select(use => use.Groups[1].Value).Except(declared));
    }

    [Fact]
    public void The_action_is_built_from_the_repository_s_own_Dockerfile_which_starts_the_tool_and_no_shell()
    {
        Assert.EndsWith("runs:\n  using: docker\n  image: Dockerfile\n", Read("action.yml"), StringComparison.Ordinal);
        Assert.EndsWith("ENTRYPOINT [\"/app/dotnet-s3sync\", \"github-action\"]\n", Read("Dockerfile"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"uses: (?:s3sync/s3sync@v1|\./)\n\s+with:\n(?<with>(?:\s+[a-z0-9-]+: .*\n)+)")]
    private static partial Regex StepOfOurs();

    [GeneratedRegex(@"^\s+([a-z0-9-]+): ", RegexOptions.Multiline)]
    private static partial Regex InputLine();

    [GeneratedRegex(@"\bINPUT_([A-Z0-9_-]+)[:=]")]
    private static partial Regex InputVariable();

    [GeneratedRegex(@"^  ([a-z-]+):$", RegexOptions.Multiline)]
    private static partial Regex OutputLine();

    [GeneratedRegex(@"steps\.(?:publish|preview)\.outputs\.([a-z-]+)")]
    private static partial Regex OutputUse();
}
