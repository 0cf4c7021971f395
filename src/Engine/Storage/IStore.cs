using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Problems;

namespace S3Sync.Storage;

/// <summary>The three things that are truly the same on both sides. Moving bytes is not among them: a transfer takes the concrete pair it is made for.</summary>
internal interface IStore
{
    /// <summary>Everything below the root, in strictly ascending key order. A listing that cannot go on throws <see cref="SyncException"/>.</summary>
    IAsyncEnumerable<Listed> ListAsync(CancellationToken cancellationToken);

    /// <summary>What the listing did not tell about one entry: what a HEAD tells, its tags, whether a local file has a given digest.</summary>
    /// <exception cref="StorageException">It is gone (Gone), or cannot be asked.</exception>
    Task<EntryDetails> DescribeAsync(Entry entry, DetailNeeds needs, CancellationToken cancellationToken);

    /// <summary>What stands under a relative key now, with what is known of it beside a listing; null when nothing does.</summary>
    /// <exception cref="StorageException">It cannot be asked.</exception>
    Task<Entry?> FindAsync(string key, CancellationToken cancellationToken);

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

    /// <summary>Whether it is still there because it is not what was to be deleted.</summary>
    public bool IsLeft { get; private init; }

    /// <summary>Why it is still there; null when it is gone or unknown.</summary>
    public Problem? Problem { get; }

    /// <summary>It is something else by now, and was left.</summary>
    public static DeleteOutcome Left(Problem why) => new(true, why) { IsLeft = true };

    /// <summary>Deleted when there is no problem.</summary>
    public static DeleteOutcome Of(Problem? problem) => new(true, problem);
}

/// <summary>What is asked about one entry.</summary>
internal sealed record DetailNeeds
{
    /// <summary>For a local entry: digest the content in the form of this (see <see cref="Integrity.Forms.ContentCandidates"/>).</summary>
    public StoredEvidence? Like { get; init; }

    /// <summary>For a local entry that is digested in parts: their very sizes in bytes; null to try the sizes in use.</summary>
    public IReadOnlyList<long>? PartSizes { get; init; }

    /// <summary>For a local entry that is digested: the SHA-256 of the whole content besides.</summary>
    public bool Sha256 { get; init; }

    /// <summary>For an object: what a HEAD tells. For a local entry: what its name tells.</summary>
    public bool Stored { get; init; }

    /// <summary>For an object: its tags.</summary>
    public bool Tags { get; init; }

    /// <summary>For an object: the sizes of so many parts.</summary>
    public int Parts { get; init; }
}
