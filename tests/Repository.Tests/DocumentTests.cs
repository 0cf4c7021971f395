using System.Text.RegularExpressions;
using S3Sync.Generate;
using Xunit;

namespace S3Sync.Repository.Tests;

public partial class DocumentTests
{
    private const int ReadmeLines = 150;

    [Fact]
    public void Every_generated_file_is_current() => Rule.Holds(
        $"Generated files are stale: run `{GeneratedFiles.Command}` and commit the result.",
        GeneratedFiles.Stale(Repo.Root));

    [Fact]
    public void Every_link_between_documents_leads_somewhere() => Rule.Holds(
        "Links in the documents that lead nowhere.",
        Pages().SelectMany(page => Link().Matches(WithoutCode(Repo.Read(page)))
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal) && !Leads(page, target))
            .Select(target => $"{page}: {target}")));

    [Fact]
    public void Every_path_of_the_one_minute_index_exists() => Rule.Holds(
        $"{ArchitecturePage.Path} names paths that do not exist.",
        Index().Where(path => !Repo.Exists(path)));

    [Fact]
    public void The_one_minute_index_is_not_empty() => Assert.NotEmpty(Index());

    [Fact]
    public void Every_source_path_in_a_document_exists() => Rule.Holds(
        "Documents name source files that do not exist.",
        Pages().SelectMany(page => SourcePath().Matches(Repo.Read(page)).Select(match => match.Groups[1].Value)
            .Where(path => !path.Contains('*', StringComparison.Ordinal) && !path.Contains('<', StringComparison.Ordinal) && !Repo.Exists(path))
            .Select(path => $"{page}: {path}")));

    [Fact]
    public void The_changelog_has_a_place_for_what_is_not_released() =>
        Assert.Contains("## Unreleased", Repo.Lines("CHANGELOG.md"));

    [Fact]
    public void The_readme_has_at_most_150_lines() => Assert.InRange(Repo.Lines("README.md").Length, 1, ReadmeLines);

    [Fact]
    public void The_readme_leads_to_every_document() => Rule.Holds(
        "The README or docs/architecture.md must lead to each document.",
        Pages().Where(page => page.StartsWith("docs/", StringComparison.Ordinal) && !page.StartsWith("docs/decisions/", StringComparison.Ordinal))
            .Where(page => !(Repo.Read("README.md") + Repo.Read("CONTRIBUTING.md") + Repo.Read(ArchitecturePage.Path)).Contains(Path.GetFileName(page), StringComparison.Ordinal)));

    private static IEnumerable<string> Pages() => Repo.Files.Where(path => path.EndsWith(".md", StringComparison.Ordinal));

    private static IEnumerable<string> Index() => ArchitecturePage.Table("One-minute index").SelectMany(cells => ArchitecturePage.Quoted(cells[1]));

    private static bool Leads(string page, string target)
    {
        var parts = target.Split('#', 2);
        var path = parts[0].Length == 0 ? page : Path.GetRelativePath(Repo.Root, Path.GetFullPath(Path.Combine(Repo.Root, Path.GetDirectoryName(page) ?? "", parts[0]))).Replace('\\', '/');
        return Repo.Exists(path) && (parts.Length == 1 || Repo.Lines(path).Any(line => line.StartsWith('#') && Anchor(line) == parts[1]));
    }

    // A heading's anchor: lower case, letters, digits and dashes, a dash for each space.
    private static string Anchor(string heading) =>
        string.Concat(heading.TrimStart('#').Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    private static string WithoutCode(string text) => Fences().Replace(text, "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|eng|bench|docs|samples)/[^`\s]+)`")]
    private static partial Regex SourcePath();

    [GeneratedRegex(@"```.*?```", RegexOptions.Singleline)]
    private static partial Regex Fences();
}
