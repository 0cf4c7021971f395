using S3Sync.Integrity;

namespace S3Sync.Reporting;

/// <summary>
/// What is known of one object after the run, for whoever keeps a record of it. Made only when a sink wants <see cref="EventDetails.Records"/>,
/// because a digest of the whole content may cost another reading of it. What was not looked at is null, never guessed.
/// </summary>
public sealed record ObjectRecord
{
    /// <summary>The size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The SHA-256 of the source's whole content, in lower-case hex; null when the content did not pass this machine and no stored SHA-256 covers all of it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The stored object's ETag; null for a file.</summary>
    public ETag? StoredETag { get; init; }

    /// <summary>The checksums that the store keeps, as it told them; empty when it keeps none or was not asked.</summary>
    public IReadOnlyList<Checksum> StoredChecksums { get; init; } = [];

    /// <summary>The stored object's version; null where the bucket keeps none or it was not told.</summary>
    public string? StoredVersionId { get; init; }

    /// <summary>The headers that the object was written with or has, by their lower-case HTTP names, user metadata as <c>x-amz-meta-…</c>; null when they are not known.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The names of the rules that matched the object, in the order they were applied.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>
    /// What verified the content when it was written, or told that an unchanged object has the source's: <c>etag</c>, <c>CRC64NVME</c>, …; null when
    /// nothing did.
    /// </summary>
    public string? VerifiedBy { get; init; }
}
