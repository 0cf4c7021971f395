using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers;

/// <summary>Chooses what stored with an object its content is compared with: the cheapest that settles it, or all that was asked for.</summary>
internal static class EvidenceChoice
{
    /// <summary>
    /// By default a full-object checksum (the cheapest first), else the ETag, else a composite checksum. With the additional checksum asked
    /// for, that one and the ETag. Empty when nothing stored can settle it.
    /// </summary>
    public static IReadOnlyList<StoredEvidence> Of(ObjectFacts facts, bool isDirectoryBucket, IntegrityOptions options)
    {
        var checksum = options.DisableAdditionalChecksumVerify ? null : Cheapest(facts.Checksums);
        var etag = !options.DisableETagVerify && SpeaksOfContent(facts.ETag, facts.Encryption, isDirectoryBucket) ? new StoredEvidence.OfETag(facts.ETag) : null;
        if (options.EnableAdditionalChecksum)
        {
            return [.. new StoredEvidence?[] { etag, checksum }.OfType<StoredEvidence>()];
        }

        var chosen = checksum is { IsOverParts: false } ? checksum : (StoredEvidence?)etag ?? checksum;
        return chosen is null ? [] : [chosen];
    }

    /// <summary>
    /// Whether an ETag is a digest of the content: not with KMS or customer keys, and not in a directory bucket. "Object" (ETag), Amazon S3
    /// API Reference.
    /// </summary>
    public static bool SpeaksOfContent(ETag etag, string? encryption, bool isDirectoryBucket) =>
        !isDirectoryBucket && etag.IsDigest && encryption is (null or "AES256");

    private static StoredEvidence.OfChecksum? Cheapest(IReadOnlyList<Checksum> checksums)
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
