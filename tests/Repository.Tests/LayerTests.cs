using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace S3Sync.Repository.Tests;

public class LayerTests
{
    // Unknown type, name or namespace: a check over symbols would not see what the compiler could not bind.
    private static readonly string[] Unbound = ["CS0103", "CS0234", "CS0246", "CS0012"];

    [Fact]
    public void The_sources_bind_so_that_the_other_rules_see_everything() => Rule.Holds(
        "Every name of the sources must be known to the rules: reference what is missing from Repository.Tests.",
        Sources.Projects.SelectMany(project => project.GetDiagnostics())
            .Where(diagnostic => Unbound.Contains(diagnostic.Id))
            .Select(diagnostic => diagnostic.ToString()));

    [Fact]
    public void Every_source_file_belongs_to_a_layer() => Rule.Holds(
        $"Each folder needs its row in the layer table of {ArchitecturePage.Path}.",
        Sources.Projects.SelectMany(Sources.Bound).Select(source => source.Tree.FilePath).Where(path => LayerTable.Of(path) is null));

    [Fact]
    public void Every_row_of_the_layer_table_is_a_folder_that_uses_only_rows_above_it()
    {
        Assert.NotEmpty(LayerTable.Rows);
        Rule.Holds(
            $"The layer table of {ArchitecturePage.Path} names folders that exist, and a row may use only rows above it.",
            LayerTable.Rows.SelectMany(WhatIsWrongWith));
    }

    [Fact]
    public void No_layer_uses_what_the_table_does_not_allow() => Rule.Holds(
        $"References against the layer table of {ArchitecturePage.Path}.",
        Sources.Projects.SelectMany(Sources.Bound).SelectMany(source => References(source.Tree, source.Model)));

    // MSBuild knows this attribute by its full name, wherever it is defined.
    private const string NamedByMSBuild = "src/MSBuildTask/MSBuildMultiThreadableTaskAttribute.cs";

    [Fact]
    public void A_namespace_is_its_folder() => Rule.Holds(
        "A file's namespace is that of its folder.",
        Sources.Product.Where(tree => tree.FilePath != NamedByMSBuild)
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>())
            .Where(declared => declared.Name.ToString() != NamespaceOf(declared.SyntaxTree.FilePath))
            .Select(declared => $"{Sources.Place(declared)}: '{declared.Name}' should be '{NamespaceOf(declared.SyntaxTree.FilePath)}'"));

    private static IEnumerable<string> WhatIsWrongWith(Layer row)
    {
        if (!Repo.Exists(row.Folder))
        {
            yield return $"'{row.Folder}' does not exist.";
        }

        foreach (var used in row.MayUse)
        {
            if (!LayerTable.Rows.Any(other => other.Folder == used && other.Number < row.Number))
            {
                yield return $"'{row.Folder}' may use '{used}', which is no row above it.";
            }
        }
    }

    private static IEnumerable<string> References(SyntaxTree tree, SemanticModel model)
    {
        var own = LayerTable.Of(tree.FilePath);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            foreach (var home in HomesOf(name, model))
            {
                var layer = LayerTable.Of(home);
                if (own is not null && layer is not null && layer != own && !own.MayUse.Contains(layer.Folder))
                {
                    yield return $"{Sources.Place(name)}: '{name}' is of '{layer.Folder}', which '{own.Folder}' may not use.";
                }
            }
        }
    }

    // The files that declare what a name stands for. A namespace in a using directive stands for its folder.
    private static IEnumerable<string> HomesOf(SimpleNameSyntax name, SemanticModel model)
    {
        var info = model.GetSymbolInfo(name);
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        return symbol switch
        {
            INamespaceSymbol space => IsWholeUsing(name) && FolderOf(space) is { } folder ? [folder + "/*"] : [],
            IAliasSymbol or ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ITypeParameterSymbol or null => [],
            _ => (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath) ?? [],
        };
    }

    private static bool IsWholeUsing(SimpleNameSyntax name) =>
        name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { } directive
        && (directive.NamespaceOrType == name || (directive.NamespaceOrType is QualifiedNameSyntax qualified && qualified.Right == name));

    private static string? FolderOf(INamespaceSymbol space) => Sources.Product
        .Select(tree => Path.GetDirectoryName(tree.FilePath)?.Replace('\\', '/') ?? "")
        .FirstOrDefault(folder => NamespaceOf(folder + "/*") == space.ToDisplayString());

    private static string NamespaceOf(string path)
    {
        var parts = path.Split('/');
        var folders = parts[1] == "Engine" ? parts[2..^1] : parts[1..^1];
        return string.Join('.', folders.Prepend("S3Sync"));
    }
}
