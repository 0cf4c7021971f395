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
        Option<SyncOptions>.Flag("disable-payload-signing", "Leave the content of uploads out of the requests' signatures",
            options => options.Integrity.DisablePayloadSigning, (options, on) => options with { Integrity = options.Integrity with { DisablePayloadSigning = on } }) with { Sides = OptionSides.TargetS3 },
        Option<SyncOptions>.Flag("disable-content-md5-header", "Send no Content-MD5 with uploads; this also disables their verification by ETag",
            options => options.Integrity.DisableContentMd5Header, (options, on) => options with { Integrity = options.Integrity with { DisableContentMd5Header = on } }) with { Sides = OptionSides.TargetS3 },
    ]);
}
