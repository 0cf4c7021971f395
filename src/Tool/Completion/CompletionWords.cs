using S3Sync.Catalog;

namespace S3Sync.Tool.Completion;

/// <summary>What a shell is to offer for one option.</summary>
/// <param name="Name">With its dashes: <c>--worker-size</c>.</param>
/// <param name="Letter">With its dash, such as <c>-v</c>; null when there is none.</param>
/// <param name="ValueName">The placeholder of its value; null for a switch.</param>
/// <param name="Choices">The values there are; none when any is possible.</param>
/// <param name="IsPath">Its value is a file or a directory.</param>
/// <param name="Help">The first sentence of its help.</param>
internal sealed record CompletionWord(string Name, string? Letter, string? ValueName, IReadOnlyList<string> Choices, bool IsPath, string Help);

/// <summary>Everything that can be completed, taken from the definitions.</summary>
internal sealed record CompletionWords(IReadOnlyList<CompletionWord> Sync, IReadOnlyList<CompletionWord> Serve, IReadOnlyList<CompletionWord> Verify)
{
    /// <summary>The names under which the tool is started.</summary>
    public static IReadOnlyList<string> Programs { get; } = ["dotnet-s3sync", "s3sync"];

    /// <summary>The first words that are commands.</summary>
    public static IReadOnlyList<string> Commands { get; } = ["serve", "verify", "help"];

    /// <summary>The words of all commands.</summary>
    public static CompletionWords Of(IEnumerable<OptionDefinition> sync, IEnumerable<OptionDefinition> serve, IEnumerable<OptionDefinition> verify) =>
        new([.. sync.Select(Word)], [.. serve.Select(Word)], [.. verify.Select(Word)]);

    private static CompletionWord Word(OptionDefinition option) => new(
        option.Shown,
        option.Letter is { } letter ? $"-{letter}" : null,
        option.Kind.ValueName,
        option.Kind is OptionKind.Choice choice ? choice.Words : [],
        option.Kind is OptionKind.Path or OptionKind.Place,
        FirstSentence(option.Help));

    private static string FirstSentence(string help) =>
        help.Split([". ", "; ", ": "], StringSplitOptions.None)[0].TrimEnd('.');
}
