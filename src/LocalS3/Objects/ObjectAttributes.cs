namespace S3Sync.LocalS3.Objects;

/// <summary>What an object keeps beside its content.</summary>
internal sealed record ObjectAttributes
{
    // Before Plain, which takes it: static members are set in the order they are written in.
    private static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();

    /// <summary>An object without anything said about it.</summary>
    public static ObjectAttributes Plain { get; } = new();

    /// <summary>Content-Type, Cache-Control, Content-Disposition, Content-Encoding, Content-Language and Expires, as they were sent.</summary>
    public IReadOnlyDictionary<string, string> SystemMetadata { get; init; } = Empty;

    /// <summary>The x-amz-meta- headers: lower-case name without the prefix → value.</summary>
    public IReadOnlyDictionary<string, string> UserMetadata { get; init; } = Empty;

    /// <summary>The tags, in the order they were given.</summary>
    public IReadOnlyList<ObjectTag> Tags { get; init; } = [];

    /// <summary>The storage class.</summary>
    public string StorageClass { get; init; } = "STANDARD";

    /// <summary>The canned ACL.</summary>
    public string Acl { get; init; } = "private";

    /// <summary>x-amz-website-redirect-location.</summary>
    public string? WebsiteRedirect { get; init; }

    /// <summary>How it is encrypted at rest.</summary>
    public Encryption Encryption { get; init; } = Encryption.Default;
}

/// <summary>One tag.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value.</param>
internal sealed record ObjectTag(string Key, string Value);

/// <summary>How an object is encrypted at rest, as its answers tell it.</summary>
/// <param name="Algorithm">AES256, aws:kms or aws:kms:dsse; null with a customer's key.</param>
internal sealed record Encryption(string? Algorithm)
{
    /// <summary>What S3 does when nothing is said. "Setting default server-side encryption", Amazon S3 User Guide.</summary>
    public static Encryption Default { get; } = new("AES256");

    /// <summary>The KMS key's id.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Whether a bucket key was asked for.</summary>
    public bool BucketKey { get; init; }

    /// <summary>The lock made of a customer's key (SSE-C).</summary>
    public CustomerKeyLock? CustomerKey { get; init; }

    /// <summary>Whether the ETag is the content's MD5.</summary>
    public bool HasDigestETag => Algorithm == "AES256";
}
