using S3Sync.Entries;
using S3Sync.Integrity;

namespace S3Sync.Planning.Comparing;

/// <summary>Another additional checksum; times are not looked at. An object that lacks it is different: nothing shows that it is the same.</summary>
internal sealed class ChecksumComparison(ContentSides sides, ChecksumAlgorithm algorithm) : IComparison
{
    private readonly StoredChecksums _checksums = new(sides);

    public string Judge => "ChecksumDiffDetector";

    public Finding FromListing(Entry source, Entry target) =>
        source.Size == target.Size ? Finding.Unknown : Finding.Different(Reason.SizeDiffers);

    public async Task<Finding> FromContentAsync(Entry source, Entry target, CancellationToken cancellationToken)
    {
        if (sides.HasFile)
        {
            return Of(await sides.OfObjectAsync(source, target, cancellationToken)) is { } stored
                ? await _checksums.CompareFileAsync(source, target, stored, cancellationToken)
                : Finding.Different(Reason.ChecksumMissing);
        }

        var left = await sides.OfSourceAsync(source, cancellationToken);
        var right = await sides.OfTargetAsync(target, cancellationToken);
        if (Of(right) is not { } theirs)
        {
            return Finding.Different(Reason.ChecksumMissing);
        }

        // One over the whole and one over parts say nothing of each other; their ETags may.
        var haveOneETag = !left.HasOpaqueETag && !right.HasOpaqueETag && source.ETag is { IsDigest: true } etag && etag == target.ETag;
        if (Of(left) is { } mine)
        {
            return StoredChecksums.Compare(mine, theirs) ?? (haveOneETag ? Finding.SameContent : Finding.Different(Reason.ChecksumDiffers));
        }

        // A source never gets what it lacks: what else both keep settles it, or it would be transferred on every run.
        return haveOneETag ? Finding.SameContent : StoredChecksums.Compare(left, right) ?? Finding.Different(Reason.ChecksumMissing);
    }

    private Checksum? Of(EntryDetails details) => details.Checksums.FirstOrDefault(value => value.Algorithm == algorithm);
}
