using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>Tags of written objects.</summary>
internal static class TaggingDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("Tagging",
    [
        Option<SyncOptions>.Tags("tagging", "Tags of every written object, in place of all of the source's: name=value&name=value, percent-encoded",
            options => options.Metadata.Tags, (options, value) => options with { Metadata = options.Metadata with { Tags = value } }) with { Sides = OptionSides.TargetS3, Excludes = ["disable-tagging", "sync-latest-tagging"] },
        Option<SyncOptions>.Flag("disable-tagging", "Neither read nor write tags",
            options => options.Metadata.DisableTagging, (options, on) => options with { Metadata = options.Metadata with { DisableTagging = on } }) with { Excludes = ["sync-latest-tagging"], MattersFor = OptionSides.TargetS3 },
        Option<SyncOptions>.Flag("sync-latest-tagging", "When nothing but the tags differs, write the tags alone",
            options => options.Metadata.SyncLatestTagging, (options, on) => options with { Metadata = options.Metadata with { SyncLatestTagging = on } }) with { Sides = OptionSides.BothS3, Excludes = ["enable-versioning"] },
    ]);
}
