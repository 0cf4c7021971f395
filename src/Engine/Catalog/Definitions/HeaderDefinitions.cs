using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>Headers of written objects.</summary>
internal static class HeaderDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("Metadata and headers",
    [
        Option<SyncOptions>.Text("cache-control", "VALUE", "Cache-Control of every written object",
            options => options.Metadata.CacheControl, (options, value) => options with { Metadata = options.Metadata with { CacheControl = value } }) with { Sides = OptionSides.TargetS3 },
        Option<SyncOptions>.Text("content-type", "VALUE", "Content-Type of every written object, in place of the guessed or the source's one",
            options => options.Metadata.ContentType, (options, value) => options with { Metadata = options.Metadata with { ContentType = value } }) with { Sides = OptionSides.TargetS3 },
    ]);
}
