using S3Sync.Integrity;

namespace S3Sync.Manifests;

/// <summary>What a run did with one object.</summary>
public enum ManifestAction
{
    /// <summary>Its content was written.</summary>
    Transferred,

    /// <summary>It was as it should be.</summary>
    Unchanged,

    /// <summary>Its headers were replaced; the content stayed.</summary>
    Restamped,

    /// <summary>Its tags were replaced; the content stayed.</summary>
    Retagged,
}

/// <summary>One object that a run published or found published. What was not looked at is null, never guessed.</summary>
public sealed record ManifestEntry
{
    /// <summary>The key relative to the target, with <c>/</c> between segments.</summary>
    public required string Key { get; init; }

    /// <summary>The size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>What was done with it.</summary>
    public required ManifestAction Action { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>The SHA-256 of the source's whole content, in lower-case hex; null when it is not known: such an entry is unproven.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The stored object's ETag; null for a file, or when it is not known.</summary>
    public ETag? ETag { get; init; }

    /// <summary>The stored object's version; null where the bucket keeps none, or when it is not known.</summary>
    public string? VersionId { get; init; }

    /// <summary>The checksums that the store keeps, in the order of their algorithms' names.</summary>
    public IReadOnlyList<Checksum> Checksums { get; init; } = [];

    /// <summary>The headers by their lower-case HTTP names, user metadata as <c>x-amz-meta-…</c>; null when they are not known.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The names of the rules that matched it, in the order they were applied.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>
    /// What verified the content when it was written, or told that an unchanged object has the source's: <c>etag</c>, or a checksum's algorithm. Null
    /// when nothing did; of an unchanged object, when it was compared by time or size alone.
    /// </summary>
    public string? VerifiedBy { get; init; }

    /// <summary>
    /// Whether what the store keeps is of the content that the SHA-256 is of: it was written then, or compared. Of what was skipped by time or size,
    /// the SHA-256 is the source's, and the object may be another one.
    /// </summary>
    internal bool IsDigestStored => Action == ManifestAction.Transferred || VerifiedBy is not null;

    /// <summary>
    /// What stands for the content in the manifest's digest: <c>sha256:…</c>; without it the first stored checksum, over the whole content before
    /// one over parts, as <c>CRC64NVME:…</c>; without any, <c>etag:…</c>; <c>-</c> when nothing is known.
    /// </summary>
    public string Evidence =>
        Sha256 is not null ? $"sha256:{Sha256}"
        : Checksums.OrderBy(checksum => checksum.Type).ThenBy(checksum => checksum.Algorithm.WireName(), StringComparer.Ordinal).FirstOrDefault() is { } stored ? $"{stored.Algorithm.WireName()}:{stored}"
        : ETag is { } tag ? $"etag:{tag.Value}"
        : "-";
}

/// <summary>An object that a run could not publish.</summary>
/// <param name="Key">The key relative to the target.</param>
/// <param name="Code">The problem's code.</param>
/// <param name="Text">The problem's sentence.</param>
public sealed record ManifestFailure(string Key, string Code, string Text);
