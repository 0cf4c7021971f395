using System.Text.RegularExpressions;

namespace S3Sync.Repository.Tests;

/// <summary>The tables of docs/architecture.md, read as the text says them.</summary>
internal static partial class ArchitecturePage
{
    public const string Path = "docs/architecture.md";

    /// <summary>The rows of the table under a heading, each as its cells; the header row is left out.</summary>
    public static IReadOnlyList<string[]> Table(string heading) =>
        [.. Repo.Lines(Path)
            .SkipWhile(line => !line.StartsWith('#') || !line.EndsWith(heading, StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];

    /// <summary>The words of a cell that stand in backticks.</summary>
    public static IEnumerable<string> Quoted(string cell) => Backticks().Matches(cell).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Backticks();
}
