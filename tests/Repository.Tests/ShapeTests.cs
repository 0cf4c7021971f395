using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace S3Sync.Repository.Tests;

public partial class ShapeTests
{
    private const int FileLines = 400;
    private const int MethodLines = 60;
    private const int ParameterCount = 6;
    private const int FolderFiles = 12;
    private const int WideFolderFiles = 20;

    private static readonly string[] ForbiddenWords =
        ["Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Manager", "Common", "Misc", "Shared", "Base", "Impl", "Service", "Processor"];

    [Fact]
    public void A_file_has_at_most_400_lines() => Rule.Holds(
        $"A file is a noun with one job: at most {FileLines} lines.",
        Sources.All.Select(tree => (tree.FilePath, Count: Repo.Lines(tree.FilePath).Length))
            .Where(file => file.Count > FileLines)
            .Select(file => $"{file.FilePath}: {file.Count} lines"));

    [Fact]
    public void A_folder_has_at_most_12_files_and_20_where_the_house_says_so() => Rule.Holds(
        $"A folder holds at most {FolderFiles} source files; Definitions, Problems and tests {WideFolderFiles}.",
        Sources.All.GroupBy(tree => Path.GetDirectoryName(tree.FilePath)?.Replace('\\', '/') ?? "")
            .Where(folder => folder.Count() > Limit(folder.Key))
            .Select(folder => $"{folder.Key}: {folder.Count()} files"));

    [Fact]
    public void A_function_has_at_most_60_lines() => Rule.Holds(
        $"A function has at most {MethodLines} lines.",
        Sources.All.SelectMany(Functions).Where(function => LineCount(function) > MethodLines).Select(function => $"{Sources.Place(function)}: {LineCount(function)} lines"));

    [Fact]
    public void A_function_has_at_most_6_parameters() => Rule.Holds(
        $"A function has at most {ParameterCount} parameters (a record lists its values by name and is none).",
        Sources.All.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ParameterListSyntax>())
            .Where(list => list.Parameters.Count > ParameterCount && list.Parent is not RecordDeclarationSyntax)
            .Select(list => $"{Sources.Place(list)}: {list.Parameters.Count} parameters"));

    [Fact]
    public void No_type_or_folder_is_named_after_nothing() => Rule.Holds(
        $"Names say what a thing is; none of: {string.Join(", ", ForbiddenWords)}.",
        TypeNames().Concat(FolderNames()).Where(named => Words().Matches(named.Name).Any(word => ForbiddenWords.Contains(word.Value))).Select(named => $"{named.Place}: {named.Name}"));

    [Fact]
    public void A_product_file_begins_by_saying_its_job() => Rule.Holds(
        "The first type of a file has a summary that says the file's job.",
        Sources.Product.Select(FirstType)
            .Where(type => type is not null && !HasSummary(type))
            .Select(type => type is null ? "" : $"{Sources.Place(type)}: {type.Identifier}"));

    // One file an area, all of one form: of options, and of sentences.
    private static int Limit(string folder) =>
        folder.StartsWith("tests/", StringComparison.Ordinal) || folder.EndsWith("/Definitions", StringComparison.Ordinal) || folder.EndsWith("/Problems", StringComparison.Ordinal)
            ? WideFolderFiles : FolderFiles;

    private static IEnumerable<SyntaxNode> Functions(SyntaxTree tree) => tree.GetRoot().DescendantNodes()
        .Where(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);

    private static int LineCount(SyntaxNode node)
    {
        var lines = node.SyntaxTree.GetLineSpan(node.Span);
        return lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1;
    }

    private static IEnumerable<(string Place, string Name)> TypeNames() => Sources.All
        .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
        .Select(type => (Sources.Place(type), type.Identifier.Text));

    private static IEnumerable<(string Place, string Name)> FolderNames() => Repo.Files
        .Where(path => path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("tests/", StringComparison.Ordinal) || path.StartsWith("eng/", StringComparison.Ordinal))
        .SelectMany(path => path.Split('/')[..^1].Select(folder => (path, folder)));

    private static BaseTypeDeclarationSyntax? FirstType(SyntaxTree tree) => tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault();

    private static bool HasSummary(BaseTypeDeclarationSyntax type) => type.GetLeadingTrivia().ToFullString().Contains("<summary>", StringComparison.Ordinal);

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")]
    private static partial Regex Words();
}
