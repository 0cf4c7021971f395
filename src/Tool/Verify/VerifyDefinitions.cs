using S3Sync.Catalog;
using S3Sync.Manifests.Verification;
using S3Sync.Options;
using S3Sync.Tool.CommandLine;
using S3Sync.Tool.GitHub;

namespace S3Sync.Tool.Verify;

/// <summary>What <c>verify</c> offers.</summary>
internal sealed record VerifyOptions
{
    /// <summary>The manifest.</summary>
    public Location? Manifest { get; init; }

    /// <summary>Where the objects are; null for where the manifest says.</summary>
    public Location? Target { get; init; }

    /// <summary>How far to look, as a word.</summary>
    public string Level { get; init; } = "checksum";

    /// <summary>Objects that the manifest does not have are differences.</summary>
    public bool NoExtra { get; init; }

    /// <summary>Globs of what may be there beside.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Tell as JSON.</summary>
    public bool Json { get; init; }
}

/// <summary>The options of <c>verify</c>: its own, and those by which a synchronization reaches its target.</summary>
internal static class VerifyDefinitions
{
    // Of the target's side, and what is neither side's; what only writing needs is left out.
    private static readonly string[] Reaching = ["aws-config-file", "aws-shared-credentials-file", "worker-size", "max-parallel-listings", "max-keys", "disable-stalled-stream-protection"];
    private static readonly string[] Titles = ["Retry options", "Timeout options", "Network"];

    public static OptionDefinition<VerifyOptions> Manifest { get; } = Place("manifest", "The manifest: a file, or s3://BUCKET/KEY, which is reached as the target is",
        options => options.Manifest, (options, place) => options with { Manifest = place });

    public static OptionDefinition<VerifyOptions> Target { get; } = Place("target", "Where the objects are: s3://BUCKET[/PREFIX] or a directory. Where the manifest says, when it is not given",
        options => options.Target, (options, place) => options with { Target = place });

    public static IReadOnlyList<OptionDefinition<VerifyOptions>> Ends { get; } = [Manifest, Target];

    public static IReadOnlyList<OptionDefinition<VerifyOptions>> Own { get; } =
    [
        Option<VerifyOptions>.Choice("level", new("LEVEL", ["presence", "checksum", "content"]),
            "How far to look: presence lists keys, sizes and ETags; checksum asks for the stored checksum and headers of each object, reading none; content reads each object",
            options => options.Level, (options, level) => options with { Level = level }) with { ReadsPlainName = false },
        Option<VerifyOptions>.Flag("no-extra", "Take objects under the target that the manifest does not have as differences",
            options => options.NoExtra, (options, on) => options with { NoExtra = on }) with { ReadsPlainName = false },
        Option<VerifyOptions>.Globs("exclude", "Take no object for a difference that only the target has and whose key this glob matches, or that is below a folder that it matches. Again for another",
            options => options.Exclude, (options, globs) => options with { Exclude = globs }) with { ReadsPlainName = false },
        Option<VerifyOptions>.Flag("json", "Print one JSON object a line, the last one a summary",
            options => options.Json, (options, on) => options with { Json = on }) with { ReadsPlainName = false },
    ];

    public static IReadOnlyList<OptionDefinition<SyncOptions>> Connection { get; } =
    [
        .. OptionCatalog.Groups.SelectMany(group => group.Options.Where(option =>
            Titles.Contains(group.Title) || Reaching.Contains(option.Name) || option.Name.StartsWith("target-", StringComparison.Ordinal))),
    ];

    /// <summary>Everything that can be given by name.</summary>
    public static IReadOnlyList<OptionDefinition> All { get; } = [.. Own, .. Connection, ToolDefinitions.LocalS3, .. RoleDefinitions.Group.Options, .. ToolDefinitions.OnEveryCommand];

    /// <summary>The level of a word that was read.</summary>
    public static VerifyLevel LevelOf(string word) => word switch
    {
        "presence" => VerifyLevel.Presence,
        "checksum" => VerifyLevel.Checksum,
        "content" => VerifyLevel.Content,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, null),
    };

    private static OptionDefinition<VerifyOptions> Place(string name, string help, Func<VerifyOptions, Location?> get, Func<VerifyOptions, Location, VerifyOptions> set) =>
        Option<VerifyOptions>.Place(name, help, get, set) with { ReadsEnvironment = false };
}
