using S3Sync.Catalog;

namespace S3Sync.Tool.CommandLine;

/// <summary>What users of other programs write from habit, and what is written here.</summary>
internal static class OptionsOfOthers
{
    /// <summary>What to write in its place; null when nobody is known to have such an option, or these options are not those that it speaks of.</summary>
    public static OptionOfOthers? Of(string name, IReadOnlyList<OptionDefinition> definitions) =>
        Known(name) is { } known && definitions.Any(definition => definition.Name == known.Among) ? known : null;

    // Of aws-cli, rclone and rsync; those that differ by a letter are found as the nearest name.
    private static OptionOfOthers? Known(string name) => name switch
    {
        "include" => new("exclude", "Everything is included that no filter leaves out: give --exclude GLOB for the rest, or --filter-include-regex PATTERN", TakesValue: true),
        "recursive" => new("worker-size", "Folders are always synchronized with all that is in them: leave it out", TakesValue: false),
        "endpoint-url" => new("target-endpoint-url", "Each end has its own: give --target-endpoint-url URL, or --source-endpoint-url URL", TakesValue: true),
        "profile" => new("target-profile", "Each end has its own: give --target-profile NAME, or --source-profile NAME", TakesValue: true),
        "region" => new("target-region", "Each end has its own: give --target-region NAME, or --source-region NAME", TakesValue: true),
        "no-sign-request" => new("source-no-sign-request", "Each end has its own: give --source-no-sign-request", TakesValue: false),
        "size-only" => new("compare", "Give --compare size", TakesValue: false),
        "checksum" => new("compare", "Give --compare content", TakesValue: false),
        "transfers" => new("worker-size", "Give --worker-size COUNT", TakesValue: true),
        _ => null,
    };
}

/// <summary>An option of another program.</summary>
/// <param name="Among">The option that the command has when the words fit it.</param>
/// <param name="Instead">What is written here, as a sentence without its end.</param>
/// <param name="TakesValue">Whether a value follows it, which is no place.</param>
internal sealed record OptionOfOthers(string Among, string Instead, bool TakesValue);
