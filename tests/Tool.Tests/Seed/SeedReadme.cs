using System.Text.RegularExpressions;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Seed;

/// <summary>One option as the original's help tells it.</summary>
internal sealed record SeedOption(string Name, string? Letter, string? ValueName, string? Environment, string? Default);

/// <summary>The original's README, read for what it promises.</summary>
internal static partial class SeedReadme
{
    private static string Text { get; } = File.ReadAllText(Path.Join(Shell.Repository, "tests", "Tool.Tests", "Seed", "README.md"));

    /// <summary>Every option of its help, in order.</summary>
    public static IReadOnlyList<SeedOption> Options() => [.. OptionLine().Matches(Help()).Select(Read)];

    /// <summary>The environment names of the two places.</summary>
    public static IReadOnlyList<string> PlaceVariables() => [.. PlaceLine().Matches(Help()).Select(match => match.Groups["env"].Value)];

    /// <summary>Every option that its text names, outside of the help.</summary>
    public static IReadOnlyList<string> NamesInText() => [.. NameInText().Matches(Text.Replace(Help(), "", StringComparison.Ordinal)).Select(match => match.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Every command of s3sync that it shows, without the prompt.</summary>
    public static IReadOnlyList<string> Commands() => [.. CommandLine().Matches(Text).Select(match => match.Groups["command"].Value.Trim())
        .Where(command => command.Contains("s3://", StringComparison.Ordinal) || command.Contains(" --auto-complete-shell", StringComparison.Ordinal)).Distinct()]; // the rest are sentences

    private static string Help()
    {
        var begin = Text.IndexOf("$ s3sync -h", StringComparison.Ordinal);
        return Text[begin..Text.IndexOf("</details>", begin, StringComparison.Ordinal)];
    }

    // The next option ends the block of one: its help may be on the same line or on the next.
    private static SeedOption Read(Match match)
    {
        var block = match.Value;
        return new(match.Groups["name"].Value, Group(match.Groups["letter"]), Group(match.Groups["value"]), Group(Environment().Match(block).Groups["env"]), Group(Default().Match(block).Groups["default"]));
    }

    private static string? Group(Group group) => group.Success ? group.Value : null;

    [GeneratedRegex(@"^ {2,6}(?:-(?<letter>\w), )?--(?<name>[a-z0-9-]+)(?:\.\.\.)?(?: <(?<value>\w+)>)?[^\n]*(?:\n {10}[^\n]*)?", RegexOptions.Multiline)]
    private static partial Regex OptionLine();

    [GeneratedRegex(@"^  \[(?:SOURCE|TARGET)\][^\n]*\[env: (?<env>\w+)=\]", RegexOptions.Multiline)]
    private static partial Regex PlaceLine();

    [GeneratedRegex(@"\[env: (?<env>\w+)=\]")]
    private static partial Regex Environment();

    [GeneratedRegex(@"\[default: (?<default>\w+)\]|Currently (?<default>\d+) milliseconds")]
    private static partial Regex Default();

    [GeneratedRegex(@"(?<![\w-])--(?<name>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)")]
    private static partial Regex NameInText();

    [GeneratedRegex(@"^ *(?:\$ |\[ec2-user@[^\]]*\]\$ time )?(?<command>s3sync (?!-h$)[^\n|]*)", RegexOptions.Multiline)]
    private static partial Regex CommandLine();
}
