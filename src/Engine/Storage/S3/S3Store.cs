using S3Sync.Entries;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Storage.S3;

/// <summary>One bucket with a prefix: what both kinds of store can do, and the concrete operations that transfers are made of.</summary>
internal sealed class S3Store : IStore, IDisposable
{
    private S3Store(S3Location location) => Location = location;

    /// <summary>The bucket and the prefix.</summary>
    public S3Location Location { get; }

    /// <summary>Whole objects. Keys are full keys.</summary>
    public S3Objects Objects => throw new NotSupportedException();

    /// <summary>Multipart uploads. Keys are full keys.</summary>
    public S3Parts Parts => throw new NotSupportedException();

    /// <summary>Server-side copies into this bucket. Keys are full keys.</summary>
    public S3Copies Copies => throw new NotSupportedException();

    /// <summary>Connects; no request is sent. Throws <see cref="SyncException"/> when the options cannot lead to a connection (profile, region, credentials).</summary>
    public static S3Store Open(S3Location location, S3SideOptions side, RetryOptions retry, S3StoreSettings settings, TimeProvider time, Func<double> random) =>
        throw new NotSupportedException();

    /// <summary>The object's key of a listed entry.</summary>
    public string FullKey(Entry entry) => entry.FullKey ?? FullKey(entry.Key);

    /// <summary>The object's key for a relative key that is to be written.</summary>
    public string FullKey(string key) => Location.Prefix + key;

    /// <summary>The object's name for people: <c>s3://bucket/key</c>.</summary>
    public string PlaceOf(string fullKey) => $"s3://{Location.Bucket}/{fullKey}";

    /// <summary>Whether both stores are the same bucket of the same endpoint.</summary>
    public bool IsSameBucketAs(S3Store other) => throw new NotSupportedException();

    /// <inheritdoc/>
    public IAsyncEnumerable<Listed> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<EntryDetails> DescribeAsync(Entry entry, DetailNeeds needs, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Problem?>> DeleteAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}

/// <summary>Whole objects of one bucket. Keys are full keys; a failure is a <see cref="StorageException"/>.</summary>
internal sealed class S3Objects
{
    /// <summary>Stores an object by one PUT.</summary>
    public Task<StoredAnswer> PutAsync(string key, RequestBody body, ObjectHeaders headers, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Asks for an object or a range of it; with <paramref name="ifMatch"/>, of exactly that version.</summary>
    public Task<ReceivedObject> GetAsync(string key, Integrity.ETag? ifMatch, ByteRange? range, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>What is stored, without its content; of one part when <paramref name="partNumber"/> is given.</summary>
    public Task<ObjectFacts> HeadAsync(string key, int? partNumber, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The object's tags.</summary>
    public Task<IReadOnlyList<KeyValuePair<string, string>>> GetTagsAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Removes what <see cref="PutAsync"/> stored unless another version is there by now; true when ours is gone.</summary>
    public Task<bool> RemoveIfStillAsync(string key, StoredAnswer stored, CancellationToken cancellationToken) => throw new NotSupportedException();
}

/// <summary>Multipart uploads into one bucket. Keys are full keys.</summary>
internal sealed class S3Parts
{
    /// <summary>Begins an upload; the answer is its id.</summary>
    public Task<string> CreateAsync(string key, ObjectHeaders headers, Integrity.ChecksumAlgorithm? algorithm, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Stores one part.</summary>
    public Task<StoredAnswer> UploadAsync(string key, string uploadId, int partNumber, RequestBody body, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Makes the object of its parts.</summary>
    public Task<StoredAnswer> CompleteAsync(string key, string uploadId, IReadOnlyList<FinishedPart> parts, Integrity.Checksum? fullObject, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Aborts until the store no longer knows the upload; null when it is gone, the problem otherwise. Not for the run's token.</summary>
    public Task<Problem?> AbortUntilGoneAsync(string key, string uploadId, CancellationToken cancellationToken) => throw new NotSupportedException();
}

/// <summary>Server-side copies into one bucket. Keys are full keys.</summary>
internal sealed class S3Copies
{
    /// <summary>Copies a whole object; tags are carried by the store unless <paramref name="headers"/> has some.</summary>
    public Task<StoredAnswer> CopyAsync(CopySource source, string key, ObjectHeaders headers, Integrity.ChecksumAlgorithm? algorithm, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Copies a range into a part.</summary>
    public Task<StoredAnswer> CopyPartAsync(CopySource source, ByteRange range, string key, string uploadId, int partNumber, CancellationToken cancellationToken) => throw new NotSupportedException();
}
