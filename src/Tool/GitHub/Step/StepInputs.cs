using S3Sync.Catalog;
using S3Sync.Problems;

namespace S3Sync.Tool.GitHub.Step;

/// <summary>
/// Reads inputs as the runner hands them in: <c>INPUT_</c> and the name in capitals, with spaces as underscores and dashes kept. What is not given is
/// an empty text. "Metadata syntax", GitHub Docs; actions/runner, AddInputsToEnvironment; actions/toolkit, getInput and getBooleanInput.
/// </summary>
internal static class StepInputs
{
    private const string Prefix = "INPUT_";

    // The runner's own inputs of a container action.
    private static readonly string[] OfRunner = ["ARGS", "ENTRYPOINT"];

    /// <summary>The inputs that were given. What cannot be one is added to <paramref name="problems"/>.</summary>
    public static OptionValues Read(IReadOnlyDictionary<string, string> environment, ICollection<Problem> problems)
    {
        var values = new OptionValues();
        foreach (var definition in StepDefinitions.All)
        {
            var name = definition.Name.ToUpperInvariant();
            var text = Given(environment, name) ?? Given(environment, definition.PlainEnvironmentName);
            if (text is not null)
            {
                Take(values, definition, text, problems);
            }
        }

        foreach (var unknown in Unknown(environment))
        {
            problems.Add(NearestName.Of(unknown, StepDefinitions.All.Select(definition => definition.Name)) is { } nearest
                ? ActionProblems.InputMistyped(unknown, nearest)
                : ActionProblems.InputUnknown(unknown));
        }

        return values;
    }

    private static string? Given(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.GetValueOrDefault(Prefix + name)?.Trim() is { Length: > 0 } text ? text : null;

    private static void Take(OptionValues values, OptionDefinition definition, string text, ICollection<Problem> problems)
    {
        var value = new OptionValue(text, $"input '{definition.Name}'");
        if (definition.Kind is OptionKind.Flag && text is not ("true" or "True" or "TRUE" or "false" or "False" or "FALSE"))
        {
            problems.Add(ActionProblems.NotABoolean(value.Origin, text));
        }
        else
        {
            values.Set(definition, definition.Kind.IsList ? value with { Items = LinesOf(text) } : definition.Kind is OptionKind.Metadata or OptionKind.Tags && PairsOf(text) is { } pairs ? value with { Pairs = pairs } : value);
        }
    }

    // A list has one item a line: name=value. On a single line it is what the command line would be given; null then.
    private static List<KeyValuePair<string, string>>? PairsOf(string text)
    {
        var lines = LinesOf(text);
        return lines.Length < 2 || !lines.All(line => line.IndexOf('=', StringComparison.Ordinal) > 0) ? null
            : [.. lines.Select(line => line.Split('=', 2)).Select(parts => KeyValuePair.Create(parts[0].TrimEnd(), parts[1].TrimStart()))];
    }

    private static string[] LinesOf(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // An input that says nothing asks for nothing.
    private static IEnumerable<string> Unknown(IReadOnlyDictionary<string, string> environment) => environment
        .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal) && variable.Value.Trim().Length > 0)
        .Select(variable => variable.Key[Prefix.Length..])
        .Where(name => !OfRunner.Contains(name) && !StepDefinitions.All.Any(definition => string.Equals(definition.Name, name, StringComparison.OrdinalIgnoreCase) || definition.PlainEnvironmentName == name))
        .Select(name => name.ToLowerInvariant()) // as it is written in a workflow
        .Order(StringComparer.Ordinal);
}
