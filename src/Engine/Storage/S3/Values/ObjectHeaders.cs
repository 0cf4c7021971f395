namespace S3Sync.Storage.S3.Values;

/// <summary>What an object carries beside its content, as it is written and read. Null leaves a header out.</summary>
internal sealed record ObjectHeaders
{
    /// <summary>No header at all.</summary>
    public static ObjectHeaders None { get; } = new();

    public string? ContentType { get; init; }

    public string? CacheControl { get; init; }

    public string? ContentDisposition { get; init; }

    public string? ContentEncoding { get; init; }

    public string? ContentLanguage { get; init; }

    /// <summary>Expires as it is stored, a date or not.</summary>
    public string? Expires { get; init; }

    /// <summary>x-amz-website-redirect-location.</summary>
    public string? WebsiteRedirect { get; init; }

    /// <summary>The storage class's wire name; null for the bucket's default.</summary>
    public string? StorageClass { get; init; }

    /// <summary>User metadata, names without <c>x-amz-meta-</c> and in lower case.</summary>
    public IReadOnlyDictionary<string, string> UserMetadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Tags to write with the object. A HEAD does not tell them: see <see cref="Attributes.S3Tags.GetAsync"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];
}
