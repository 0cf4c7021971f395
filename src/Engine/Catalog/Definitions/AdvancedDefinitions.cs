using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>Details of reading files and writing objects.</summary>
internal static class AdvancedDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("Advanced",
    [
        Option<SyncOptions>.Flag("ignore-symlinks", "Leave symbolic links of the source out in place of following them; what they name stays at the target",
            options => options.Local.IgnoreSymlinks, (options, on) => options with { Local = options.Local with { IgnoreSymlinks = on } }) with { Sides = OptionSides.SourceLocal },
        Option<SyncOptions>.Flag("no-guess-mime-type", "Do not guess Content-Type from the file's name",
            options => options.Metadata.NoGuessMimeType, (options, on) => options with { Metadata = options.Metadata with { NoGuessMimeType = on } }) with { Sides = OptionSides.SourceLocal },
        Option<SyncOptions>.Flag("put-last-modified-metadata", "Keep the source's modification time as metadata of the written object",
            options => options.Metadata.PutLastModifiedMetadata, (options, on) => options with { Metadata = options.Metadata with { PutLastModifiedMetadata = on } }) with { Sides = OptionSides.TargetS3 },
    ]);
}
