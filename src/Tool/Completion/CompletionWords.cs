using S3Sync.Catalog;
using S3Sync.Tool.CommandLine;
using S3Sync.Tool.Verify;

namespace S3Sync.Tool.Completion;

/// <summary>What a shell is to offer for one option.</summary>
/// <param name="Name">With its dashes: <c>--worker-size</c>.</param>
/// <param name="Letter">With its dash, such as <c>-v</c>; null when there is none.</param>
/// <param name="ValueName">The placeholder of its value; null for a switch.</param>
/// <param name="Choices">The values there are; none when any is possible.</param>
/// <param name="IsPath">Its value is a file or a directory.</param>
/// <param name="Help">The first sentence of its help.</param>
internal sealed record CompletionWord(string Name, string? Letter, string? ValueName, IReadOnlyList<string> Choices, bool IsPath, string Help);

/// <summary>A command with the words that come after it.</summary>
/// <param name="Name">The first word.</param>
/// <param name="Words">Its options.</param>
/// <param name="Places">The placeholders of what it takes by position, in order.</param>
internal sealed record CompletionCommand(string Name, IReadOnlyList<CompletionWord> Words, IReadOnlyList<string> Places)
{
    /// <summary>What it takes may be a file, not only a directory.</summary>
    public bool TakesFiles => Places.Contains("MANIFEST");
}

/// <summary>Everything that can be completed, taken from the definitions.</summary>
/// <param name="Sync">The options of a synchronization, which needs no command.</param>
/// <param name="Commands">The commands that have options of their own.</param>
internal sealed record CompletionWords(IReadOnlyList<CompletionWord> Sync, IReadOnlyList<CompletionCommand> Commands)
{
    /// <summary>The names under which the tool is started.</summary>
    public static IReadOnlyList<string> Programs { get; } = ["dotnet-s3sync", "s3sync"];

    /// <summary>The words of everything that the command line knows.</summary>
    public static CompletionWords OfTool { get; } = new(Words(ToolDefinitions.OfSync),
    [
        new("serve", Words(ToolDefinitions.OfServe), ["DIR"]),
        new("verify", Words(VerifyDefinitions.All), ["MANIFEST", "TARGET"]),
        new("config", Words(ToolDefinitions.OfConfig), ["SOURCE", "TARGET"]),
    ]);

    /// <summary>The first words that are commands.</summary>
    public IReadOnlyList<string> FirstWords => [.. Commands.Select(command => command.Name), "help"];

    private static IReadOnlyList<CompletionWord> Words(IEnumerable<OptionDefinition> options) => [.. options.Select(Word)];

    private static CompletionWord Word(OptionDefinition option) => new(
        option.Shown,
        option.Letter is { } letter ? $"-{letter}" : null,
        option.Kind.ValueName,
        option.Kind is OptionKind.Choice choice ? choice.Words : [],
        option.Kind is OptionKind.Path,
        FirstSentence(option.Help));

    private static string FirstSentence(string help) =>
        help.Split([". ", "; ", ": "], StringSplitOptions.None)[0].TrimEnd('.');
}
