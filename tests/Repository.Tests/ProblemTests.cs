using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using S3Sync.Generate;
using Xunit;

namespace S3Sync.Repository.Tests;

public partial class ProblemTests
{
    private static readonly Dictionary<string, char> Areas = new(StringComparer.Ordinal)
    {
        ["UsageProblems"] = '1',
        ["StoreProblems"] = '2',
        ["LocalProblems"] = '3',
        ["IntegrityProblems"] = '4',
        ["VerificationProblems"] = '4',
        ["RunProblems"] = '5',
        ["VersionProblems"] = '5',
        ["ConfigProblems"] = '7',
        ["RuleProblems"] = '7',
        ["RecordProblems"] = '7',
        ["ManifestProblems"] = '7',
        ["ActionProblems"] = '8',
        ["BuildProblems"] = '8',
    };

    // Parameters that hold our own words: a side's name, or a whole sentence that says why.
    private static readonly string[] OwnWords = ["side", "what", "reason", "last", "cause", "why", "advice"];

    [Fact]
    public void Every_code_is_used_once() => Rule.Holds(
        "Two sentences have the same code.",
        ProblemCatalog.All.GroupBy(sentence => sentence.Code).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(sentence => $"{sentence.Area}.{sentence.Function}"))}"));

    [Fact]
    public void Every_code_is_in_the_range_of_its_area() => Rule.Holds(
        "A code is S3S and three digits, the first of them its area's.",
        ProblemCatalog.All.Where(sentence => !Code().IsMatch(sentence.Code) || !Areas.TryGetValue(sentence.Area, out var digit) || sentence.Code[3] != digit)
            .Select(sentence => $"{sentence.Code}: {sentence.Area}.{sentence.Function}"));

    [Fact]
    public void Every_problem_says_when_it_happens() => Rule.Holds(
        "A problem function has an XML summary that says when it happens.",
        ProblemCatalog.All.Where(sentence => sentence.When.Length == 0).Select(sentence => $"{sentence.Area}.{sentence.Function}"));

    [Fact]
    public void A_message_that_is_told_values_shows_them_and_quotes_one() => Rule.Holds(
        "A message shows each of its parameters; a value of the user's stands in quotes.",
        ProblemCatalog.All.Where(sentence => sentence.Parameters.Count > 0 && !(sentence.Parameters.All(name => sentence.Template.Contains($"{{{name}}}", StringComparison.Ordinal)) && IsQuoting(sentence)))
            .Select(sentence => $"{sentence.Area}.{sentence.Function}: {sentence.Template}"));

    [Fact]
    public void Every_message_ends_as_a_sentence() => Rule.Holds(
        "A message begins with a capital letter, a quote or a value and ends with a full stop or another sentence.",
        ProblemCatalog.All.Where(sentence => !(sentence.Template.EndsWith('.') || sentence.Template.EndsWith('}')) || char.IsLower(sentence.Template[0]))
            .Select(sentence => $"{sentence.Area}.{sentence.Function}: {sentence.Template}"));

    [Fact]
    public void A_problem_is_told_strings_and_integers() => Rule.Holds(
        "A problem function takes strings and integers, so that docs/problems.md can list its sentence; a choice is two functions.",
        Sources.Engine.SyntaxTrees.Where(tree => tree.FilePath.StartsWith("src/Engine/Problems/", StringComparison.Ordinal))
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Where(method => method.ReturnType.ToString() == "Problem" && !method.Modifiers.Any(SyntaxKind.PrivateKeyword))
            .SelectMany(method => method.ParameterList.Parameters)
            .Where(parameter => parameter.Type?.ToString().TrimEnd('?') is not ("string" or "int" or "long" or "IReadOnlyList<string>" or "IEnumerable<string>"))
            .Select(parameter => $"{Sources.Place(parameter)}: {parameter}"));

    [Fact]
    public void Every_problem_is_reported_by_something()
    {
        var used = Sources.Projects.SelectMany(Sources.Bound)
            .SelectMany(source => source.Tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Select(name => source.Model.GetSymbolInfo(name)))
            .Select(info => info.Symbol ?? info.CandidateSymbols.FirstOrDefault())
            .OfType<IMethodSymbol>()
            .Where(method => method.ReturnType.Name == "Problem")
            .Select(method => $"{method.ContainingType.Name}.{method.Name}")
            .ToHashSet(StringComparer.Ordinal);
        Rule.Holds(
            "No code reports this problem: report it or remove it.",
            ProblemCatalog.All.Select(sentence => $"{sentence.Area}.{sentence.Function}").Where(name => !used.Contains(name)));
    }

    // Numbers need no quotes, nor do words of our own and sentences within the sentence; of several values at least one is the user's own.
    private static bool IsQuoting(ProblemSentence sentence) =>
        Quoted().IsMatch(sentence.Template) || !sentence.TextParameters.Except(OwnWords).Any();

    [GeneratedRegex("^S3S[1-578][0-9]{2}$")]
    private static partial Regex Code();

    [GeneratedRegex(@"['""‘“][^'""’”]*\{")]
    private static partial Regex Quoted();
}
