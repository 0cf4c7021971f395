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

    /// <summary>The canned ACL of this object; null for the one that the side's options say. A HEAD does not tell it.</summary>
    public string? Acl { get; init; }

    /// <summary>What an object is protected by, as headers to be sent with it: its encryption, its lock. Only a copy onto itself sends them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Protection { get; init; } = [];

    /// <summary>User metadata, names without <c>x-amz-meta-</c> and in lower case.</summary>
    public IReadOnlyDictionary<string, string> UserMetadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What must be under the key for the object to be written; null when it is written whatever is there.</summary>
    public WriteCondition? Condition { get; init; }

    /// <summary>Whether <see cref="Tags"/> stand in place of a copied object's own, also when there are none.</summary>
    public bool ReplacesTags { get; init; }

    /// <summary>Tags to write with the object. A HEAD does not tell them: see <see cref="Attributes.S3Tags.GetAsync"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];
}
