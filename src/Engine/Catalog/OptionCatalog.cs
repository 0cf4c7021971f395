using S3Sync.Catalog.Config;
using S3Sync.Catalog.Definitions;
using S3Sync.Options;

namespace S3Sync.Catalog;

/// <summary>The two ends while they are being read.</summary>
public sealed record SyncEnds
{
    /// <summary>Where entries come from.</summary>
    public Location? Source { get; init; }

    /// <summary>Where they go.</summary>
    public Location? Target { get; init; }
}

/// <summary>Every option of a synchronization, by group, in the order of the help: the one place from which all doors are made.</summary>
public static class OptionCatalog
{
    /// <summary>SOURCE.</summary>
    public static OptionDefinition<SyncEnds> Source { get; } = Option<SyncEnds>.Place(
        "source", "Where objects come from: s3://BUCKET[/PREFIX] or a directory", ends => ends.Source, (ends, place) => ends with { Source = place });

    /// <summary>TARGET.</summary>
    public static OptionDefinition<SyncEnds> Target { get; } = Option<SyncEnds>.Place(
        "target", "Where they go: s3://BUCKET[/PREFIX] or a directory", ends => ends.Target, (ends, place) => ends with { Target = place });

    /// <summary>Both, in the order in which they are given.</summary>
    public static IReadOnlyList<OptionDefinition<SyncEnds>> Ends { get; } = [Source, Target];

    /// <summary>The groups of options.</summary>
    public static IReadOnlyList<OptionGroup<SyncOptions>> Groups { get; } =
    [
        GeneralDefinitions.Group,
        ManifestDefinitions.Group,
        CredentialDefinitions.Group,
        SideDefinitions.Source,
        SideDefinitions.Target,
        FilteringDefinitions.Group,
        VerificationDefinitions.Group,
        PerformanceDefinitions.Group,
        MultipartDefinitions.Group,
        HeaderDefinitions.Group,
        TaggingDefinitions.Group,
        EncryptionDefinitions.Group,
        TracingDefinitions.Group,
        RetryDefinitions.Group,
        TimeoutDefinitions.Group,
        NetworkDefinitions.Group,
        AdvancedDefinitions.Group,
        DangerousDefinitions.Group,
    ];

    /// <summary>Every option.</summary>
    public static IReadOnlyList<OptionDefinition<SyncOptions>> All { get; } = [.. Groups.SelectMany(group => group.Options)];

    /// <summary>Which config is read: given from outside, never in a config itself.</summary>
    public static OptionGroup<ConfigChoice> OfConfig => ConfigDefinitions.Group;

    /// <summary>Everything that every host takes by name: those about the config, then <see cref="All"/>.</summary>
    public static IReadOnlyList<OptionDefinition> OfEveryDoor { get; } = [.. ConfigDefinitions.Group.Options, .. All];

    /// <summary>What a rule of the config may set, by the name it has there, with the option that does the same for every object. Tags are called so, not after the header.</summary>
    public static IReadOnlyList<KeyValuePair<string, OptionDefinition>> RuleFields => OfRules.Fields;

    /// <summary>The option of that name, which must exist.</summary>
    public static OptionDefinition Find(string name) => All.First(definition => definition.Name == name);

    // Made when a rule is read, not at every start.
    private static class OfRules
    {
        public static IReadOnlyList<KeyValuePair<string, OptionDefinition>> Fields { get; } =
        [
            .. new[] { "cache-control", "content-type", "content-encoding", "content-disposition", "content-language", "expires", "website-redirect", "storage-class", "acl", "metadata" }
                .Select(Find).Select(option => KeyValuePair.Create<string, OptionDefinition>(option.ConfigName, option)),
            KeyValuePair.Create<string, OptionDefinition>("tags", Find("tagging")),
        ];
    }
}
