using S3Sync.Integrity;

namespace S3Sync.Entries;

/// <summary>What is known about one entry beyond its listing, as far as it was asked for.</summary>
internal sealed record EntryDetails
{
    /// <summary>Nothing is known.</summary>
    public static EntryDetails None { get; } = new();

    /// <summary>The checksums that are stored with an object; empty when none are.</summary>
    public IReadOnlyList<Checksum> Checksums { get; init; } = [];

    /// <summary>The ETag is no digest of the content: the object is encrypted with a KMS or a customer's key, or its bucket is a directory bucket.</summary>
    public bool HasOpaqueETag { get; init; }

    /// <summary>The object is archived, and cannot be read until it is restored.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Content-Type; of a file, what its name tells.</summary>
    public string? ContentType { get; init; }

    /// <summary>An object's other headers that are carried along, by their names, in a fixed order; without those that are not set.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>An object's storage class by its wire name; null for the default one, and for a file.</summary>
    public string? StorageClass { get; init; }

    /// <summary>User metadata, names without <c>x-amz-meta-</c> and in lower case; empty for a file.</summary>
    public IReadOnlyDictionary<string, string> UserMetadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The tags; empty for a file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>The sizes in bytes of an object's parts, in order; null when the endpoint does not tell them.</summary>
    public IReadOnlyList<long>? PartSizes { get; init; }

    /// <summary>Of a local file: whether its content has what it was compared with; null when no form of that fits its size.</summary>
    public bool? Agrees { get; init; }

    /// <summary>Of a local file that was digested: what it has, with the state that the file was in; null otherwise.</summary>
    public HashedContent? Content { get; init; }
}
