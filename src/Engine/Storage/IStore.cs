using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Problems;

namespace S3Sync.Storage;

/// <summary>The three things that are truly the same on both sides. Moving bytes is not among them: a transfer takes the concrete pair it is made for.</summary>
internal interface IStore
{
    /// <summary>Everything below the root, in strictly ascending key order. A listing that cannot go on throws <see cref="SyncException"/>.</summary>
    IAsyncEnumerable<Listed> ListAsync(CancellationToken cancellationToken);

    /// <summary>What the listing did not tell about one entry: an ETag in a given form (a local file is hashed), stored checksums (HEAD).</summary>
    Task<EntryDetails> DescribeAsync(Entry entry, DetailNeeds needs, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes entries (at most 1,000 in a call); one outcome each, in order. It does not throw when it is cancelled: what is gone by then
    /// must be told, so the rest is <see cref="DeleteOutcome.Unknown"/>.
    /// </summary>
    Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken);
}

/// <summary>What became of one entry that was to be deleted.</summary>
internal readonly record struct DeleteOutcome
{
    private DeleteOutcome(bool isKnown, Problem? problem) => (IsKnown, Problem) = (isKnown, problem);

    /// <summary>Cancelled before it was tried or before the answer came.</summary>
    public static DeleteOutcome Unknown { get; }

    /// <summary>It is gone.</summary>
    public static DeleteOutcome Deleted { get; } = new(true, null);

    /// <summary>Whether it is gone.</summary>
    public bool IsDeleted => IsKnown && Problem is null;

    /// <summary>Whether it was tried and answered.</summary>
    public bool IsKnown { get; }

    /// <summary>Why it is still there; null when it is gone or unknown.</summary>
    public Problem? Problem { get; }

    /// <summary>Deleted when there is no problem.</summary>
    public static DeleteOutcome Of(Problem? problem) => new(true, problem);
}

/// <summary>What is asked about one entry.</summary>
/// <param name="ETagInFormOf">For a local entry: hash the content in the form of this ETag (see <see cref="Integrity.Forms.ETagForms"/>).</param>
/// <param name="StoredChecksums">For an object: the checksums S3 keeps with it.</param>
internal sealed record DetailNeeds(ETag? ETagInFormOf = null, bool StoredChecksums = false);

/// <summary>What is known about one entry beyond its listing.</summary>
/// <param name="ETag">The ETag, or for a local entry the one it would have in the asked form; null when none fits.</param>
/// <param name="Checksums">The stored checksums; empty when none.</param>
internal sealed record EntryDetails(ETag? ETag, IReadOnlyList<Checksum> Checksums)
{
    /// <summary>Of a local file that was hashed: the ETag with the state that the file was in; null otherwise.</summary>
    public HashedContent? Content { get; init; }
}
