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

    /// <summary>Deletes entries (at most 1,000 in a call); one outcome each, in order: null when it is gone, the problem otherwise.</summary>
    Task<IReadOnlyList<Problem?>> DeleteAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken);
}

/// <summary>What is asked about one entry.</summary>
/// <param name="ETagInFormOf">For a local entry: hash the content in the form of this ETag (see <see cref="Integrity.Forms.ETagForms"/>).</param>
/// <param name="StoredChecksums">For an object: the checksums S3 keeps with it.</param>
internal sealed record DetailNeeds(ETag? ETagInFormOf = null, bool StoredChecksums = false);

/// <summary>What is known about one entry beyond its listing.</summary>
/// <param name="ETag">The ETag, or for a local entry the one it would have in the asked form; null when none fits.</param>
/// <param name="Checksums">The stored checksums; empty when none.</param>
internal sealed record EntryDetails(ETag? ETag, IReadOnlyList<Checksum> Checksums);
