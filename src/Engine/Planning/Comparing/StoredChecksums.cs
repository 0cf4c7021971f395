using S3Sync.Entries;
using S3Sync.Integrity;

namespace S3Sync.Planning.Comparing;

/// <summary>Compares by the checksums that are stored with objects: with those of another object, or with a file's content.</summary>
internal sealed class StoredChecksums(ContentSides sides)
{
    /// <summary>Whether two objects agree by a checksum that both keep in the same form; null when there is none.</summary>
    public static Finding? Compare(EntryDetails source, EntryDetails target)
    {
        foreach (var left in source.Checksums)
        {
            if (target.Checksums.FirstOrDefault(value => value.Algorithm == left.Algorithm) is { } right && Compare(left, right) is { } finding)
            {
                return finding;
            }
        }

        return null;
    }

    /// <summary>Whether two values of one algorithm agree; null when they are of different forms, which says nothing.</summary>
    public static Finding? Compare(Checksum source, Checksum target)
    {
        var values = new ComparedValues(source.Algorithm, source.ToString(), target.ToString());
        return source.IsKeptAs(target) ? Finding.SameContent with { Values = values }
            : source.Parts == target.Parts ? Finding.Different(Reason.ChecksumDiffers) with { Values = values }
            : null;
    }

    /// <summary>Whether the file of a pair has a checksum that is stored with the object.</summary>
    public async Task<Finding> CompareFileAsync(Entry source, Entry target, Checksum stored, CancellationToken cancellationToken)
    {
        var wanted = new StoredEvidence.OfChecksum(stored);
        var has = await sides.FileHasAsync(source, target, wanted, null, cancellationToken);
        if (!has.Has && stored.Type == ChecksumType.Composite)
        {
            var parts = await sides.PartSizesAsync(source, target, stored.Parts, cancellationToken);
            has = parts is null ? has : await sides.FileHasAsync(source, target, wanted, parts, cancellationToken);
        }

        var theirs = stored.ToString();
        var values = sides.FileOf(source, target) == source
            ? new ComparedValues(stored.Algorithm, has.Has ? theirs : null, theirs)
            : new ComparedValues(stored.Algorithm, theirs, has.Has ? theirs : null);
        return (has.Has ? Finding.SameContent with { Content = has.Content } : Finding.Different(Reason.ChecksumDiffers)) with { Values = values };
    }

    /// <summary>The stored checksum that a file is compared with at the least cost: over the whole before over parts; null when none is stored.</summary>
    public static Checksum? Cheapest(EntryDetails details) => details.Checksums
        .OrderBy(value => value.Type == ChecksumType.Composite)
        .ThenBy(value => ChecksumAlgorithms.All.Index().First(known => known.Item == value.Algorithm).Index)
        .FirstOrDefault();
}
