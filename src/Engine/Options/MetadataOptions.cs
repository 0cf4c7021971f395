namespace S3Sync.Options;

/// <summary>Headers and metadata of written objects.</summary>
public sealed record MetadataOptions
{
    /// <summary>Content-Type of every written object, in place of the guessed or the source's one.</summary>
    public string? ContentType { get; init; }

    /// <summary>Cache-Control of every written object, in place of the source's one.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Do not guess Content-Type from the file's name.</summary>
    public bool NoGuessMimeType { get; init; }

    /// <summary>Keep the source's last-modified time as user metadata <c>s3sync_origin_last_modified</c>.</summary>
    public bool PutLastModifiedMetadata { get; init; }

    /// <summary>Content-Disposition of every written object, in place of the source's one.</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>Content-Encoding of every written object, in place of the source's one.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Content-Language of every written object, in place of the source's one.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>Expires of every written object, in place of the source's one.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>x-amz-website-redirect-location of every written object, in place of the source's one.</summary>
    public string? WebsiteRedirect { get; init; }

    /// <summary>The storage class of every written object, in place of the source's one.</summary>
    public string? StorageClass { get; init; }

    /// <summary>User metadata of every written object, in place of all of the source's; null keeps that.</summary>
    public IReadOnlyDictionary<string, string>? UserMetadata { get; init; }

    /// <summary>Tags of every written object, in place of all of the source's; null keeps those.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Tags { get; init; }

    /// <summary>Neither read nor write tags.</summary>
    public bool DisableTagging { get; init; }

    /// <summary>Write the source's tags when nothing but the tags differs.</summary>
    public bool SyncLatestTagging { get; init; }

    /// <summary>Do not take over the source's Content-Type, Cache-Control, Content-Disposition, -Encoding, -Language, Expires and website redirect.</summary>
    public bool NoSyncSystemMetadata { get; init; }

    /// <summary>Do not take over the source's user metadata.</summary>
    public bool NoSyncUserDefinedMetadata { get; init; }
}
