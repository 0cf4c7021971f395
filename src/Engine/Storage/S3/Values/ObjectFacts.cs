using S3Sync.Integrity;

namespace S3Sync.Storage.S3.Values;

/// <summary>What HEAD or GET tells of an object.</summary>
/// <param name="Length">The whole object's bytes, also when only a range or a part was asked for.</param>
/// <param name="ETag">The entity tag.</param>
/// <param name="Modified">Last-Modified, whole seconds, UTC.</param>
/// <param name="Checksums">The stored checksums (checksum mode is always on); for a part, the part's.</param>
/// <param name="PartsCount">x-amz-mp-parts-count: told only when a part was asked for.</param>
/// <param name="PartLength">The asked part's bytes.</param>
/// <param name="Encryption">x-amz-server-side-encryption, or <c>SSE-C</c> for a customer key; null when not told.</param>
/// <param name="VersionId">The version; null in an unversioned bucket.</param>
/// <param name="Headers">The headers and user metadata.</param>
/// <param name="TagCount">x-amz-tagging-count; 0 when not told.</param>
internal sealed record ObjectFacts(
    long Length,
    ETag ETag,
    DateTimeOffset Modified,
    IReadOnlyList<Checksum> Checksums,
    int? PartsCount,
    long? PartLength,
    string? Encryption,
    string? VersionId,
    ObjectHeaders Headers,
    int TagCount)
{
    /// <summary>The word for what is encrypted with a customer key.</summary>
    public const string CustomerEncryption = "SSE-C";

    /// <summary>
    /// What protects it, as the headers by which another object would get the same: how the service encrypts it, and its lock. A customer key is not
    /// among them. Empty when nothing is told.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Protection { get; init; } = [];

    /// <summary>It is archived, and cannot be read until it is restored.</summary>
    public bool IsArchived { get; init; }
}

/// <summary>What the store answered to a write: the evidence that is compared with what was sent.</summary>
/// <param name="ETag">The entity tag; null when the answer had none.</param>
/// <param name="Checksums">The checksums that the store says it keeps.</param>
/// <param name="VersionId">The version written; null in an unversioned bucket.</param>
/// <param name="Encryption">x-amz-server-side-encryption, or <c>SSE-C</c> for a customer key; null when not told.</param>
internal sealed record StoredAnswer(ETag? ETag, IReadOnlyList<Checksum> Checksums, string? VersionId, string? Encryption);

/// <summary>A part that the store has, as CompleteMultipartUpload names it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="ETag">What the store answered.</param>
/// <param name="Checksum">The part's checksum, when the upload was created with an algorithm.</param>
internal sealed record FinishedPart(int Number, ETag ETag, Checksum? Checksum);

/// <summary>The object that a server-side copy reads.</summary>
/// <param name="Bucket">Its bucket, reachable with the target's credentials.</param>
/// <param name="Name">Its full key, and its version when one was decided on.</param>
/// <param name="IfMatch">The content that was decided on, by its ETag.</param>
internal sealed record CopySource(string Bucket, ObjectName Name, ETag IfMatch)
{
    /// <summary>It is copied onto itself: what is there tells nothing of whether an unanswered copy was made, and making it twice does no harm.</summary>
    public bool IsItself { get; init; }
}
