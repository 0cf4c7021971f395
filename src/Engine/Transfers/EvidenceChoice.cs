using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers;

/// <summary>Chooses what stored with an object its content is compared with: the cheapest that settles it, or all that was asked for.</summary>
internal static class EvidenceChoice
{
    /// <summary>
    /// By default a full-object checksum (the cheapest first), else the ETag, else a composite checksum. With the additional checksum asked
    /// for, that one and the ETag; with the source's cut asked for, also the ETag that proves it. Empty when nothing stored can settle it.
    /// </summary>
    public static IReadOnlyList<StoredEvidence> Of(ObjectFacts facts, bool isDirectoryBucket, SyncOptions options)
    {
        var checksum = ReadsChecksums(isDirectoryBucket, options.Integrity) ? Cheapest(facts.Checksums.Where(value => !IsLeftOut(value.Type == ChecksumType.Composite, options.Integrity))) : null;
        var speaks = !options.Integrity.DisableETagVerify && SpeaksOfContent(facts.ETag, facts.Encryption, isDirectoryBucket);
        var etag = speaks && !IsLeftOut(facts.ETag.IsMultipart, options.Integrity) ? new StoredEvidence.OfETag(facts.ETag) : null;
        if (options.Integrity.EnableAdditionalChecksum || (options.Transfer.AutoChunkSize && facts.ETag.IsMultipart))
        {
            return [.. new StoredEvidence?[] { etag, checksum }.OfType<StoredEvidence>()];
        }

        var chosen = checksum is { IsOverParts: false } ? checksum : (StoredEvidence?)etag ?? checksum;
        return chosen is null ? [] : [chosen];
    }

    /// <summary>What is told of content that was compared with nothing.</summary>
    public static Verdict.Unsettled WhyNone(ObjectFacts facts, bool isDirectoryBucket, SyncOptions options) =>
        Of(facts, isDirectoryBucket, options with { Integrity = new() }).Count > 0
            ? new("what is stored with the source was not to be compared", WasAskedFor: true)
            : new(facts.Encryption is null or "AES256"
                ? "nothing stored with the source speaks of its content"
                : $"the source's ETag does not speak of its content with {facts.Encryption}, and no checksum is stored with it");

    private static bool ReadsChecksums(bool isDirectoryBucket, IntegrityOptions options) => !options.DisableAdditionalChecksumVerify
        && (options.EnableAdditionalChecksum || !(isDirectoryBucket && options.DisableExpressOneZoneAdditionalChecksum));

    private static bool IsLeftOut(bool isOverParts, IntegrityOptions options) => isOverParts && options.DisableMultipartVerify;

    /// <summary>
    /// Whether an ETag is a digest of the content: not with KMS or customer keys, and not in a directory bucket. "Object" (ETag), Amazon S3
    /// API Reference.
    /// </summary>
    public static bool SpeaksOfContent(ETag etag, string? encryption, bool isDirectoryBucket) =>
        !isDirectoryBucket && etag.IsDigest && encryption is (null or "AES256");

    private static StoredEvidence.OfChecksum? Cheapest(IEnumerable<Checksum> checksums)
    {
        var best = checksums.OrderBy(value => value.Type == ChecksumType.Composite).ThenBy(value => Cost(value.Algorithm)).FirstOrDefault();
        return best is null ? null : new(best);
    }

    private static int Cost(ChecksumAlgorithm algorithm)
    {
        for (var index = 0; index < ChecksumAlgorithms.All.Count; index++)
        {
            if (ChecksumAlgorithms.All[index] == algorithm)
            {
                return index;
            }
        }

        return int.MaxValue;
    }
}
