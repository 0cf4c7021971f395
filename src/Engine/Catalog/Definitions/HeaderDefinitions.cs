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
        Option<SyncOptions>.Text("content-disposition", "VALUE", "Content-Disposition of every written object, in place of the source's one",
            options => options.Metadata.ContentDisposition, (options, value) => options with { Metadata = options.Metadata with { ContentDisposition = value } }) with { Sides = OptionSides.TargetS3 },
        Option<SyncOptions>.Text("content-encoding", "VALUE", "Content-Encoding of every written object, in place of the source's one",
            options => options.Metadata.ContentEncoding, (options, value) => options with { Metadata = options.Metadata with { ContentEncoding = value } }) with { Sides = OptionSides.TargetS3 },
        Option<SyncOptions>.Text("content-language", "VALUE", "Content-Language of every written object, in place of the source's one",
            options => options.Metadata.ContentLanguage, (options, value) => options with { Metadata = options.Metadata with { ContentLanguage = value } }) with { Sides = OptionSides.TargetS3 },
        Option<SyncOptions>.Instant("expires", "Expires of every written object, in place of the source's one; an instant such as 2023-02-19T12:00:00Z",
            options => options.Metadata.Expires, (options, value) => options with { Metadata = options.Metadata with { Expires = value } }) with { Sides = OptionSides.TargetS3 },
        Option<SyncOptions>.Metadata("metadata", "User metadata of every written object, in place of all of the source's: name=value,name=value",
            options => options.Metadata.UserMetadata, (options, value) => options with { Metadata = options.Metadata with { UserMetadata = value } }) with { MattersFor = OptionSides.TargetS3 },
        Option<SyncOptions>.Text("website-redirect", "LOCATION", "Where a website bucket sends who asks for a written object, in place of the source's one",
            options => options.Metadata.WebsiteRedirect, (options, value) => options with { Metadata = options.Metadata with { WebsiteRedirect = value } }) with { Sides = OptionSides.TargetS3, Aliases = ["website-redirect-location"] },
        Option<SyncOptions>.Flag("no-sync-system-metadata", "Do not take over the source's content headers, Expires and website redirect",
            options => options.Metadata.NoSyncSystemMetadata, (options, on) => options with { Metadata = options.Metadata with { NoSyncSystemMetadata = on } }) with { Sides = OptionSides.BothS3 },
        Option<SyncOptions>.Flag("no-sync-user-defined-metadata", "Do not take over the source's user metadata",
            options => options.Metadata.NoSyncUserDefinedMetadata, (options, on) => options with { Metadata = options.Metadata with { NoSyncUserDefinedMetadata = on } }) with { Sides = OptionSides.BothS3 },
    ]);
}
