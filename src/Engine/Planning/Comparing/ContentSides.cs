using S3Sync.Entries;
using S3Sync.Hashes;
using S3Sync.Integrity;
using S3Sync.Storage;

namespace S3Sync.Planning.Comparing;

/// <summary>
/// The two sides of a comparison by content: what is stored with an object is asked for, a local file is digested in the form of that, and
/// one whose digest an earlier run remembered is not read.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="target">The target.</param>
/// <param name="local">The side that is a directory; null when both are buckets.</param>
/// <param name="hashes">Where digests of local files are remembered; null when they are not.</param>
/// <param name="configuredPartSize">The run's own part size in bytes.</param>
internal sealed class ContentSides(IStore source, IStore target, IStore? local, HashCache? hashes, long configuredPartSize)
{
    private static readonly DetailNeeds AllStored = new() { Stored = true };

    /// <summary>Whether a file that is read is digested by SHA-256 too, for a record of the object.</summary>
    public bool NeedsSha256 { get; init; }

    /// <summary>Whether a file is compared with an object, and not two objects.</summary>
    public bool HasFile => local is not null;

    private bool IsFileAtSource => local == source;

    /// <summary>The object of a pair that has a file.</summary>
    public Entry ObjectOf(Entry sourceEntry, Entry targetEntry) => IsFileAtSource ? targetEntry : sourceEntry;

    /// <summary>The file of a pair that has one.</summary>
    public Entry FileOf(Entry sourceEntry, Entry targetEntry) => IsFileAtSource ? sourceEntry : targetEntry;

    /// <summary>What is stored with the source object.</summary>
    public Task<EntryDetails> OfSourceAsync(Entry entry, CancellationToken cancellationToken) => source.DescribeAsync(entry, AllStored, cancellationToken);

    /// <summary>What is stored with the target object.</summary>
    /// <exception cref="StorageException">It is another one by now, or gone (TargetMoved).</exception>
    public Task<EntryDetails> OfTargetAsync(Entry entry, CancellationToken cancellationToken) => AtTargetAsync(entry, AllStored, cancellationToken);

    /// <summary>What is stored with the object of a pair that has a file.</summary>
    /// <exception cref="StorageException">It is the target, and another one by now or gone (TargetMoved).</exception>
    public Task<EntryDetails> OfObjectAsync(Entry sourceEntry, Entry targetEntry, CancellationToken cancellationToken) =>
        IsFileAtSource ? OfTargetAsync(targetEntry, cancellationToken) : OfSourceAsync(sourceEntry, cancellationToken);

    /// <summary>The very parts of the object of a pair that has a file; null when the endpoint does not tell them.</summary>
    public async Task<IReadOnlyList<long>?> PartSizesAsync(Entry sourceEntry, Entry targetEntry, int count, CancellationToken cancellationToken)
    {
        var needs = new DetailNeeds { Parts = count };
        var details = IsFileAtSource ? await AtTargetAsync(targetEntry, needs, cancellationToken) : await source.DescribeAsync(sourceEntry, needs, cancellationToken);
        return details.PartSizes;
    }

    /// <summary>Whether what is remembered of a pair's file has this already; null when only reading can tell.</summary>
    public bool? Remembers(Entry sourceEntry, Entry targetEntry, StoredEvidence wanted) =>
        FileOf(sourceEntry, targetEntry).Remembered is { } known ? RememberedHash.Answer(known, wanted, configuredPartSize) : null;

    /// <summary>Whether the file of a pair has this.</summary>
    /// <param name="sourceEntry">The source.</param>
    /// <param name="targetEntry">The target.</param>
    /// <param name="wanted">What is stored with the object.</param>
    /// <param name="partSizes">The object's very parts; null to try the sizes in use.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="StorageException">The file is the target, and another one by now (TargetMoved); or it cannot be read.</exception>
    public async Task<FileAnswer> FileHasAsync(Entry sourceEntry, Entry targetEntry, StoredEvidence wanted, IReadOnlyList<long>? partSizes, CancellationToken cancellationToken)
    {
        if (partSizes is null && Remembers(sourceEntry, targetEntry, wanted) is { } answer)
        {
            return new(answer, null);
        }

        var began = hashes?.Now ?? default;
        var needs = new DetailNeeds { Like = wanted, PartSizes = partSizes, Sha256 = NeedsSha256 };
        var details = IsFileAtSource ? await source.DescribeAsync(sourceEntry, needs, cancellationToken) : await AtTargetAsync(targetEntry, needs, cancellationToken);
        if (details.Content is { } content)
        {
            hashes?.Remember(sourceEntry.Key, content, began);
        }

        return new(details.Agrees == true, details.Content);
    }

    // A target that vanished or changed since it was listed needs a transfer; it is no problem of the source.
    private async Task<EntryDetails> AtTargetAsync(Entry entry, DetailNeeds needs, CancellationToken cancellationToken)
    {
        try
        {
            return await target.DescribeAsync(entry, needs, cancellationToken);
        }
        catch (StorageException failure) when (failure.Kind is FailureKind.Gone or FailureKind.Changed)
        {
            throw new StorageException(failure.Problem, FailureKind.TargetMoved, failure);
        }
    }
}

/// <summary>Whether a file has what it was compared with.</summary>
/// <param name="Has">Whether it has.</param>
/// <param name="Content">What was computed for it; null when it was not read, as an earlier run's answer was at hand.</param>
internal readonly record struct FileAnswer(bool Has, HashedContent? Content);
