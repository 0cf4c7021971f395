using S3Sync.Entries;
using S3Sync.Limits;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage.S3.Listing;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Storage.S3;

/// <summary>One bucket with a prefix: what both kinds of store can do, and the concrete operations that transfers are made of.</summary>
internal sealed class S3Store : IStore, IDisposable
{
    private readonly S3Client _client;
    private readonly S3Deletes _deletes;
    private readonly S3Listing _listing;

    private S3Store(S3Location location, S3Client client, RetryPolicy retry, S3StoreSettings settings, TimeProvider time)
    {
        _client = client;
        Location = location;
        Endpoint = client.Endpoint;
        Dialect = new(location);
        var requests = new S3Requests(location.Bucket, new(location.Bucket, Endpoint, time), retry, time) { OnThrottled = settings.OnThrottled };
        Objects = new(requests, client, Dialect);
        Parts = new(requests, client, Objects, Dialect);
        StrayUploads = new(requests, client, Parts, location.IsDirectoryBucket);
        Copies = new(requests, client, Dialect);
        _deletes = new(requests, client, Dialect);
        _listing = new(new(requests, client.Wire, Dialect, settings.MaxParallelListings), location.Prefix, Dialect, settings);
    }

    /// <summary>The bucket and the prefix.</summary>
    public S3Location Location { get; }

    /// <summary>The endpoint as people know it.</summary>
    public string Endpoint { get; }

    /// <summary>Whether the connection to it is encrypted.</summary>
    public bool IsEncrypted => _client.Wire.IsEncrypted;

    /// <summary>What this bucket can do.</summary>
    public S3Dialect Dialect { get; }

    /// <summary>Whole objects. Keys are full keys.</summary>
    public S3Objects Objects { get; }

    /// <summary>Multipart uploads. Keys are full keys.</summary>
    public S3Parts Parts { get; }

    /// <summary>Uploads that were begun without anybody learning of it. Keys are full keys.</summary>
    public S3StrayUploads StrayUploads { get; }

    /// <summary>Server-side copies into this bucket. Keys are full keys.</summary>
    public S3Copies Copies { get; }

    /// <summary>Connects; no request is sent. Throws <see cref="SyncException"/> when the options cannot lead to a connection (profile, region, endpoint).</summary>
    public static S3Store Open(S3Location location, S3SideOptions side, RetryOptions retry, S3StoreSettings settings, TimeProvider time, Func<double> random) =>
        new(location, S3Client.Open(location, side, time), new(retry, time, random), settings, time);

    /// <summary>The object's key of a listed entry.</summary>
    public string FullKey(Entry entry) => entry.FullKey ?? FullKey(entry.Key);

    /// <summary>What a listed entry is asked for by.</summary>
    public ObjectName NameOf(Entry entry) => new(FullKey(entry), entry.VersionId);

    /// <summary>The object's key for a relative key that is to be written.</summary>
    public string FullKey(string key) => Location.Prefix + key;

    /// <summary>The object's name for people: <c>s3://bucket/key</c>.</summary>
    public string PlaceOf(string fullKey) => $"s3://{Location.Bucket}/{fullKey}";

    /// <inheritdoc/>
    public IAsyncEnumerable<Listed> ListAsync(CancellationToken cancellationToken) => _listing.ListAsync(FullKey, cancellationToken);

    /// <inheritdoc/>
    public async Task<EntryDetails> DescribeAsync(Entry entry, DetailNeeds needs, CancellationToken cancellationToken)
    {
        if (entry.ETag is not null && !needs.StoredChecksums)
        {
            return new(entry.ETag, []);
        }

        var facts = await Objects.HeadAsync(NameOf(entry), null, cancellationToken);
        return new(facts.ETag, facts.Checksums);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken) =>
        _deletes.DeleteAsync([.. entries.Select(FullKey)], cancellationToken);

    public void Dispose() => _client.Dispose();
}
