using System.Text.RegularExpressions;
using Xunit;

namespace S3Sync.Repository.Tests;

public class TextTests
{
    // Each word is written in two halves, so that this file does not hold what it looks for.
    private static readonly string[] Unfinished = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "XX" + "X:", "Skip" + " = \"", "Skip" + "=\""];

    private static readonly string[] Machines = ["/wo" + "rk/", "/tm" + "p/", "/ho" + "me/", "/ro" + "ot/", "C:\\Us" + "ers\\"];

    private static readonly string[] Registries =
        ["nuget" + ".org", "npmjs" + ".", "pypi" + ".", "crates" + ".io", "debian" + ".org", "proxy.golang" + ".org", "artifac" + "tory"];

    // Test data, which is kept as its author wrote it.
    private const string ReadmeOfTheOriginal = "tests/Tool.Tests/Seed/README.md";

    [Fact]
    public void Nothing_is_left_for_later() => Rule.Holds(
        "Finish it, or open an issue: no marks of unfinished work, no skipped tests.",
        Holding(CodeFiles(), Unfinished));

    [Fact]
    public void No_tracked_file_names_a_machine_or_a_registry() => Rule.Holds(
        "A tracked file names no folder of one machine and no package registry.",
        Holding(TextFiles(), [.. Machines, .. Registries]));

    [Fact]
    public void Text_files_end_with_one_newline_and_use_line_feeds() => Rule.Holds(
        "Text files use line feeds and end with exactly one.",
        TextFiles().Where(path => File.ReadAllText(Path.Combine(Repo.Root, path)) is { Length: > 0 } text
            && (text.Contains('\r', StringComparison.Ordinal) || !text.EndsWith('\n') || text.EndsWith("\n\n", StringComparison.Ordinal))));

    [Fact]
    public void Option_names_are_written_in_their_definitions_alone() => Rule.Holds(
        "An option's name (\"--name\") and the prefix of its environment name are written in src/Engine/Catalog alone.",
        Repo.Files.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal)
                && !path.StartsWith("src/Engine/Catalog/", StringComparison.Ordinal))
            .SelectMany(path => Matching(path, OptionName)));

    // The ends of special buckets' names ("--x-s3") are no options.
    private static readonly Regex OptionName = new("\"--(?![a-z]+-s3\")[a-z]|\"S3SYNC" + "_", RegexOptions.CultureInvariant);

    private static IEnumerable<string> Holding(IEnumerable<string> files, string[] words)
    {
        var any = new Regex(string.Join('|', words.Select(Regex.Escape)), RegexOptions.CultureInvariant);
        return files.SelectMany(path => Matching(path, any));
    }

    private static IEnumerable<string> Matching(string path, Regex words) =>
        Repo.Lines(path).Select((line, index) => (line, index)).Where(at => words.IsMatch(at.line)).Select(at => $"{path}:{at.index + 1}: {at.line.Trim()}");

    private static IEnumerable<string> CodeFiles() => TextFiles().Where(path => Path.GetExtension(path) is ".cs" or ".sh" or ".py" or ".csproj" or ".props" or ".targets");

    private static IEnumerable<string> TextFiles() =>
        Repo.Files.Where(path => path != "LICENSE" && path != ReadmeOfTheOriginal && !path.EndsWith(".sln", StringComparison.Ordinal)
            && (Path.GetExtension(path) is ".cs" or ".md" or ".sh" or ".py" or ".csproj" or ".props" or ".targets" or ".json" or ".yml" or ".txt" or ".editorconfig"
                || path.StartsWith(".ci/", StringComparison.Ordinal)));
}
