using S3Sync.Entries;
using S3Sync.Integrity;

namespace S3Sync.Planning.Comparing;

/// <summary>
/// Another ETag; times are not looked at. The object's ETag comes from the listing, and a local file is hashed in that ETag's form. Where the
/// ETag is no digest (KMS and customer keys), and where two objects' ETags have different forms, checksums that are stored settle it.
/// </summary>
/// <param name="sides">The two sides.</param>
/// <param name="asksForParts">Whether an object's very parts are asked for when no part size in use explains its ETag.</param>
internal sealed class ETagComparison(ContentSides sides, bool asksForParts) : IComparison
{
    /// <summary>Whether a stored checksum of the whole may speak for a file of which the ETag of an object in parts is not the one.</summary>
    public bool TakesChecksums { get; init; }

    private readonly StoredChecksums _checksums = new(sides);

    // Where one ETag is opaque the others will be: then a file need not be hashed by MD5 for nothing.
    private volatile bool _expectsOpaque;

    public string Judge => TakesChecksums ? "ContentDiffDetector" : "ETagDiffDetector";

    public Finding FromListing(Entry source, Entry target)
    {
        if (source.Size != target.Size)
        {
            return Finding.Different(Reason.SizeDiffers);
        }

        if (!sides.HasFile)
        {
            return source.ETag is { } left && left == target.ETag ? Finding.SameContent : Finding.Unknown;
        }

        return sides.ObjectOf(source, target).ETag is { } wanted && sides.FileOf(source, target).Remembered is not null
            && sides.Remembers(source, target, new StoredEvidence.OfETag(wanted)) == true ? Finding.SameContent : Finding.Unknown;
    }

    public Task<Finding> FromContentAsync(Entry source, Entry target, CancellationToken cancellationToken) =>
        sides.HasFile ? CompareFileAsync(source, target, cancellationToken) : CompareObjectsAsync(source, target, cancellationToken);

    private async Task<Finding> CompareFileAsync(Entry source, Entry target, CancellationToken cancellationToken)
    {
        var etag = sides.ObjectOf(source, target).ETag;
        var isDigest = etag is { IsDigest: true };
        var knowsChecksum = sides.FileOf(source, target).Remembered?.Evidence is StoredEvidence.OfChecksum;
        var stored = isDigest && !_expectsOpaque && !knowsChecksum ? null : await sides.OfObjectAsync(source, target, cancellationToken);
        var wanted = etag is { } tag ? new StoredEvidence.OfETag(tag) : null;
        if (isDigest && stored is not { HasOpaqueETag: true } && await sides.FileHasAsync(source, target, wanted!, null, cancellationToken) is { Has: true } answer) // a digest is an ETag
        {
            return Finding.SameContent with { Content = answer.Content };
        }

        stored ??= await sides.OfObjectAsync(source, target, cancellationToken);
        if (stored.HasOpaqueETag || !isDigest)
        {
            _expectsOpaque = true;
            return StoredChecksums.Cheapest(stored) is { } checksum
                ? await _checksums.CompareFileAsync(source, target, checksum, cancellationToken)
                : Finding.Different(Reason.ETagTellsNothing);
        }

        // It says more than the ETag, which may only be cut otherwise.
        if (TakesChecksums && wanted!.IsOverParts && StoredChecksums.Cheapest(stored) is { Type: ChecksumType.FullObject } whole) // as above
        {
            return await _checksums.CompareFileAsync(source, target, whole, cancellationToken);
        }

        return asksForParts && wanted!.IsOverParts // as above
            && await sides.PartSizesAsync(source, target, wanted.Value.PartCount, cancellationToken) is { } parts
            && await sides.FileHasAsync(source, target, wanted, parts, cancellationToken) is { Has: true } cut
            ? Finding.SameContent with { Content = cut.Content }
            : Finding.Different(Reason.ETagDiffers);
    }

    private async Task<Finding> CompareObjectsAsync(Entry source, Entry target, CancellationToken cancellationToken)
    {
        var left = await sides.OfSourceAsync(source, cancellationToken);
        var right = await sides.OfTargetAsync(target, cancellationToken);
        return StoredChecksums.Compare(left, right)
            ?? Finding.Different(left.HasOpaqueETag || right.HasOpaqueETag ? Reason.ETagTellsNothing : Reason.ETagDiffers);
    }
}
