using S3Sync.Entries;
using S3Sync.Hashes;
using S3Sync.Integrity;
using S3Sync.Storage;

namespace S3Sync.Planning;

/// <summary>
/// Another ETag; times are not looked at. The object's ETag comes from the listing, a local file is hashed in that ETag's form, and two
/// objects whose ETags have different forms are settled by a full-object checksum both of them keep. A file whose ETag an earlier run remembered is
/// not read.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="target">The target.</param>
/// <param name="hashes">Where ETags of local files are remembered; null when they are not.</param>
/// <param name="configuredPartSize">The run's own part size in bytes.</param>
internal sealed class ETagComparison(IStore source, IStore target, HashCache? hashes, long configuredPartSize) : IComparison
{
    public string Judge => "ETagDiffDetector";

    public Finding FromListing(Entry sourceEntry, Entry targetEntry)
    {
        if (sourceEntry.Size != targetEntry.Size)
        {
            return Finding.Different(Reason.SizeDiffers);
        }

        if (sourceEntry.ETag is not { } left || targetEntry.ETag is not { } right)
        {
            return FromMemory(sourceEntry.Remembered ?? targetEntry.Remembered, sourceEntry.ETag ?? targetEntry.ETag);
        }

        return left == right ? Finding.Same
            : left.PartCount == right.PartCount ? Finding.Different(Reason.ETagDiffers)
            : Finding.Unknown;
    }

    private Finding FromMemory(HashedContent? remembered, ETag? wanted) =>
        remembered is null || wanted is not { } tag || RememberedHash.Answer(remembered, tag, configuredPartSize) is not { } same ? Finding.Unknown
            : same ? Finding.Same
            : Finding.Different(Reason.ETagDiffers);

    public async Task<Finding> FromContentAsync(Entry sourceEntry, Entry targetEntry, CancellationToken cancellationToken)
    {
        var same = (sourceEntry.ETag, targetEntry.ETag) switch
        {
            (null, { } wanted) => await HasContentOfAsync(source, sourceEntry, wanted, cancellationToken),
            ({ } wanted, null) => await AtTargetAsync(() => HasContentOfAsync(target, targetEntry, wanted, cancellationToken)),
            ({ }, { }) => await HaveOneChecksumAsync(sourceEntry, targetEntry, cancellationToken),
            _ => false,
        };
        return same switch
        {
            true => Finding.Same,
            false => Finding.Different(Reason.ETagDiffers),
            null => Finding.Different(Reason.Missing),
        };
    }

    // A target that vanished or changed since it was listed needs a transfer; it is no problem of the source.
    private static async Task<bool?> AtTargetAsync(Func<Task<bool>> compare)
    {
        try
        {
            return await compare();
        }
        catch (StorageException failure) when (failure.Kind is FailureKind.Gone or FailureKind.Changed)
        {
            return null;
        }
    }

    private async Task<bool> HasContentOfAsync(IStore store, Entry entry, ETag wanted, CancellationToken cancellationToken)
    {
        if (!wanted.IsDigest)
        {
            return false;
        }

        var began = hashes?.Now ?? default;
        var details = await store.DescribeAsync(entry, new(ETagInFormOf: wanted), cancellationToken);
        if (details.Content is { } content)
        {
            hashes?.Remember(entry.Key, content, began);
        }

        return details.ETag == wanted;
    }

    private async Task<bool?> HaveOneChecksumAsync(Entry sourceEntry, Entry targetEntry, CancellationToken cancellationToken)
    {
        var needs = new DetailNeeds(StoredChecksums: true);
        var left = await source.DescribeAsync(sourceEntry, needs, cancellationToken);
        return await AtTargetAsync(async () =>
        {
            var right = await target.DescribeAsync(targetEntry, needs, cancellationToken);
            return left.Checksums.Any(value => value.Type == ChecksumType.FullObject && right.Checksums.Contains(value));
        });
    }
}
