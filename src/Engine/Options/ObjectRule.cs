namespace S3Sync.Options;

/// <summary>What the objects that some patterns match are written with. Of several rules that match an object, the later one wins, field by field.</summary>
/// <param name="Name">How a record names the rule: its place in the list, <c>rules[2]</c>.</param>
/// <param name="Origin">Where it was written: <c>s3sync.json:14</c>.</param>
/// <param name="Match">Glob patterns (Microsoft.Extensions.FileSystemGlobbing) over relative keys, told apart by case; one of them must match.</param>
public sealed record ObjectRule(string Name, string Origin, IReadOnlyList<string> Match)
{
    /// <summary>Glob patterns that take keys out again.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Content-Type; null leaves it.</summary>
    public string? ContentType { get; init; }

    /// <summary>Cache-Control; null leaves it.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Content-Disposition; null leaves it.</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>Content-Encoding; null leaves it.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Content-Language; null leaves it.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>Expires; null leaves it.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>x-amz-website-redirect-location; null leaves it.</summary>
    public string? WebsiteRedirect { get; init; }

    /// <summary>The storage class; null leaves it.</summary>
    public string? StorageClass { get; init; }

    /// <summary>The canned ACL; null leaves it.</summary>
    public string? Acl { get; init; }

    /// <summary>User metadata, in place of all of it; null leaves it.</summary>
    public IReadOnlyDictionary<string, string>? UserMetadata { get; init; }

    /// <summary>Tags, in place of all of them; null leaves them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Tags { get; init; }
}
