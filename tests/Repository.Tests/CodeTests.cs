using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace S3Sync.Repository.Tests;

public partial class CodeTests
{
    private static readonly HashSet<string> BroadCatches =
        [.. ArchitecturePage.Table("Where every exception may be caught").SelectMany(cells => ArchitecturePage.Quoted(cells[0]))];

    [Fact]
    public void Only_the_named_places_catch_every_exception() => Rule.Holds(
        $"`catch (Exception` without a filter or a rethrow stands only where {ArchitecturePage.Path} names the file.",
        Sources.Product.SelectMany(Nodes<CatchClauseSyntax>)
            .Where(clause => CatchesAll(clause) && !BroadCatches.Contains(clause.SyntaxTree.FilePath))
            .Select(Sources.Place));

    [Fact]
    public void The_named_places_do_catch_every_exception() => Rule.Holds(
        $"{ArchitecturePage.Path} names files that catch every exception; these do not (any more).",
        BroadCatches.Where(path => !Sources.Product.Where(tree => tree.FilePath == path).SelectMany(Nodes<CatchClauseSyntax>).Any(CatchesAll)));

    [Fact]
    public void A_null_forgiving_mark_has_its_reason_beside_it() => Rule.Holds(
        "`!` needs a comment on its line or the line above.",
        Sources.Product.SelectMany(Nodes<PostfixUnaryExpressionSyntax>)
            .Where(mark => mark.IsKind(SyntaxKind.SuppressNullableWarningExpression) && !HasCommentBeside(mark))
            .Select(Sources.Place));

    [Fact]
    public void A_switched_off_warning_has_its_reason_beside_it() => Rule.Holds(
        "`#pragma warning disable` needs a comment on its line or the line above.",
        Sources.Product.SelectMany(tree => tree.GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<PragmaWarningDirectiveTriviaSyntax>())
            .Where(pragma => pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword) && !HasCommentBeside(pragma))
            .Select(Sources.Place));

    [Fact]
    public void Nothing_is_async_void() => Rule.Holds(
        "`async void` loses its exceptions.",
        Sources.All.SelectMany(Nodes<MethodDeclarationSyntax>)
            .Where(method => method.Modifiers.Any(SyntaxKind.AsyncKeyword) && method.ReturnType.ToString() == "void")
            .Select(Sources.Place));

    [Fact]
    public void No_test_switch_lives_in_the_product() => Rule.Holds(
        "Conditional code in the product: what the tests see must be what users run.",
        Sources.Product.SelectMany(tree => tree.GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<IfDirectiveTriviaSyntax>()).Select(Sources.Place));

    [Fact]
    public void Only_the_terminal_knows_the_console() => Rule.Holds(
        "System.Console is used in src/Tool/Output/Terminal.cs alone, and where the task is a program that MSBuild reads.",
        Uses(Sources.Projects.Except([Sources.Generator]), symbol => IsOf(symbol, "System.Console") && symbol is not INamespaceSymbol)
            .Where(use => use.Path is not ("src/Tool/Output/Terminal.cs" or "src/MSBuildTask/Outside/Program.cs")).Select(use => use.Place));

    [Fact]
    public void Only_Storage_S3_knows_the_AWS_SDK() => Rule.Holds(
        "Amazon.* is used in src/Engine/Storage/S3 alone.",
        Uses(Sources.Projects, IsAmazon).Where(use => !use.Path.StartsWith("src/Engine/Storage/S3/", StringComparison.Ordinal)).Select(use => use.Place));

    // Names the runner's own token in order to refuse it in a config, whichever door reads that.
    private const string RefusedVariables = "src/Engine/Catalog/Config/Shape/SecretVariables.cs";

    // What the services say of a run is the same to every door.
    private const string Origins = "src/Engine/Catalog/Origins/";

    [Fact]
    public void Only_the_MSBuild_task_knows_MSBuild_and_only_the_action_knows_GitHub() => Rule.Holds(
        "Microsoft.Build.* lives in src/MSBuildTask, GITHUB_* in src/Tool/GitHub, and where a run comes from in src/Engine/Catalog/Origins.",
        Repo.Files.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(path => Repo.Lines(path).Select((line, index) => (path, line, index)))
            .Where(at => (at.line.Contains("Microsoft.Build.", StringComparison.Ordinal) && !at.path.StartsWith("src/MSBuildTask/", StringComparison.Ordinal))
                || (at.line.Contains("GITHUB_", StringComparison.Ordinal) && !at.path.StartsWith("src/Tool/GitHub/", StringComparison.Ordinal) && !at.path.StartsWith(Origins, StringComparison.Ordinal) && at.path != RefusedVariables))
            .Select(at => $"{at.path}:{at.index + 1}"));

    [Fact]
    public void No_task_is_waited_for_by_blocking() => Rule.Holds(
        "`.Result`, `.Wait()` and `GetAwaiter().GetResult()` block a thread: await. MSBuild alone calls what cannot be awaited.",
        Uses(Sources.Projects, Blocks).Where(use => use.Path != "src/MSBuildTask/S3Sync.cs").Select(use => use.Place));

    [Fact]
    public void Task_Run_is_for_the_event_pump_and_the_early_readings_of_the_walk() => Rule.Holds(
        "No Task.Run in the engine outside the event pump and the walk's early readings: lists are pulled, transfers run in Parallel.ForEachAsync.",
        Uses([Sources.Engine], symbol => symbol is IMethodSymbol { Name: "Run" } && IsOf(symbol, "System.Threading.Tasks.Task"))
            .Where(use => use.Path is not ("src/Engine/Reporting/EventPump.cs" or "src/Engine/Storage/Local/Walk/Early.cs")).Select(use => use.Place));

    private static IEnumerable<T> Nodes<T>(SyntaxTree tree)
        where T : SyntaxNode => tree.GetRoot().DescendantNodes().OfType<T>();

    private static bool CatchesAll(CatchClauseSyntax clause)
    {
        var everything = clause.Declaration is null || clause.Declaration.Type.ToString() is "Exception" or "System.Exception";
        var rethrows = clause.Block.Statements.LastOrDefault() is ThrowStatementSyntax { Expression: null };
        return everything && !rethrows && !(clause.Filter is { } filter && Narrows(filter));
    }

    // A filter that names what it takes (itself or by a predicate), or only takes what cancelling causes, catches no more than that.
    private static bool Narrows(CatchFilterClauseSyntax filter) => NarrowFilter().IsMatch(filter.FilterExpression.ToString());

    private static bool HasCommentBeside(SyntaxNode node)
    {
        var lines = node.SyntaxTree.GetText().Lines;
        var line = node.GetLocation().GetLineSpan().StartLinePosition.Line;
        return lines[line].ToString().Contains("//", StringComparison.Ordinal)
            || (line > 0 && lines[line - 1].ToString().TrimStart().StartsWith("//", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Path, string Place)> Uses(IEnumerable<CSharpCompilation> projects, Func<ISymbol, bool> isMeant) =>
        from project in projects
        from source in Sources.Bound(project)
        from name in Nodes<SimpleNameSyntax>(source.Tree)
        let symbol = source.Model.GetSymbolInfo(name).Symbol
        where symbol is not null && isMeant(symbol)
        select (source.Tree.FilePath, $"{Sources.Place(name)}: {name}");

    private static bool IsOf(ISymbol symbol, string type) => (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.ToDisplayString() == type;

    private static bool IsAmazon(ISymbol symbol)
    {
        var space = symbol as INamespaceSymbol ?? symbol.ContainingNamespace;
        return symbol is not (ILocalSymbol or IParameterSymbol) && space?.ToDisplayString() is { } name
            && (name == "Amazon" || name.StartsWith("Amazon.", StringComparison.Ordinal));
    }

    private static bool Blocks(ISymbol symbol) => symbol switch
    {
        IPropertySymbol { Name: "Result" } => IsTask(symbol.ContainingType),
        IMethodSymbol { Name: "Wait" or "WaitAll" or "WaitAny" } => IsTask(symbol.ContainingType),
        IMethodSymbol { Name: "GetResult" } => symbol.ContainingNamespace.ToDisplayString() == "System.Runtime.CompilerServices",
        _ => false,
    };

    private static bool IsTask(INamedTypeSymbol? type) =>
        type is { Name: "Task" or "ValueTask" } && type.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks";

    [GeneratedRegex(@"\bis\s+(?!not\b)\(?[A-Z]|\bIs[A-Z]\w*\(|IsCancellationRequested")]
    private static partial Regex NarrowFilter();
}
