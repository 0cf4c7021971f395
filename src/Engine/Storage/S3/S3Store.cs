using S3Sync.Entries;
using S3Sync.Limits;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage.S3.Attributes;
using S3Sync.Storage.S3.Listing;
using S3Sync.Storage.S3.Listing.Versions;
using S3Sync.Storage.S3.Side;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Storage.S3;

/// <summary>One bucket with a prefix: what both kinds of store can do, and the concrete operations that transfers are made of.</summary>
internal sealed class S3Store : IStore, IDisposable
{
    private readonly S3Client _client;
    private readonly S3Deletes _deletes;
    private readonly S3Listing _listing;
    private readonly bool _listsVersions;
    private readonly bool _bindsDeletes;

    private S3Store(S3Location location, S3Client client, RetryPolicy retry, S3StoreSettings settings, TimeProvider time)
    {
        _client = client;
        Location = location;
        Endpoint = client.Endpoint;
        Dialect = new(location);
        var requests = new S3Requests(location.Bucket, new(location.Bucket, Endpoint, time), retry, settings.Connection, time)
        {
            OnThrottled = settings.OnThrottled,
            OnRetry = settings.OnRetry,
            OnAttempt = settings.OnAttempt,
        };
        Objects = new(requests, client, Dialect, new(settings.ReadRate, settings.SendRate, !settings.Connection.DisableStalledStreamProtection));
        Parts = new(requests, client, Objects, Dialect);
        StrayUploads = new(requests, client, Parts, location.IsDirectoryBucket);
        Copies = new(requests, client, Objects, Dialect);
        _deletes = new(requests, client, Objects, Dialect);
        Tags = new(requests, client);
        Acls = new(requests, client);
        Versioning = new(requests, client);
        _bindsDeletes = settings.BindsDeletes;
        _listsVersions = settings.ListsVersions;
        _listing = new(ListingOf(requests, settings), location.Prefix, Dialect, settings);
    }

    /// <summary>The bucket and the prefix.</summary>
    public S3Location Location { get; }

    /// <summary>The endpoint as people know it.</summary>
    public string Endpoint { get; }

    /// <summary>Whether the connection to it is encrypted.</summary>
    public bool IsEncrypted => _client.Wire.IsEncrypted;

    /// <summary>What a user should know before anything is asked; null when nothing.</summary>
    public Problem? Complaint => _client.Complaint;

    /// <summary>What this bucket can do.</summary>
    public S3Dialect Dialect { get; }

    /// <summary>Whole objects. Keys are full keys.</summary>
    public S3Objects Objects { get; }

    /// <summary>Multipart uploads. Keys are full keys.</summary>
    public S3Parts Parts { get; }

    /// <summary>Uploads that were begun without anybody learning of it. Keys are full keys.</summary>
    public S3StrayUploads StrayUploads { get; }

    /// <summary>Tags. Keys are full keys.</summary>
    public S3Tags Tags { get; }

    /// <summary>ACLs. Keys are full keys.</summary>
    public S3Acls Acls { get; }

    /// <summary>Whether the bucket keeps versions.</summary>
    public S3Versioning Versioning { get; }

    /// <summary>Server-side copies into this bucket. Keys are full keys.</summary>
    public S3Copies Copies { get; }

    /// <summary>Connects; no request is sent. Throws <see cref="SyncException"/> when the options cannot lead to a connection (profile, region, endpoint).</summary>
    public static S3Store Open(S3Location location, S3SideOptions side, RetryOptions retry, S3StoreSettings settings, TimeProvider time, Func<double> random) =>
        new(location, S3Client.Open(location, side, settings, time), new(retry, time, random), settings, time);

    /// <summary>The object's key of a listed entry.</summary>
    public string FullKey(Entry entry) => entry.FullKey ?? FullKey(entry.Key);

    /// <summary>What a listed entry is asked for by.</summary>
    public ObjectName NameOf(Entry entry) => new(FullKey(entry), entry.VersionId);

    /// <summary>The object's key for a relative key that is to be written.</summary>
    public string FullKey(string key) => Location.Prefix + key;

    /// <summary>The object's name for people: <c>s3://bucket/key</c>.</summary>
    public string PlaceOf(string fullKey) => $"s3://{Location.Bucket}/{fullKey}";

    /// <inheritdoc/>
    public IAsyncEnumerable<Listed> ListAsync(CancellationToken cancellationToken)
    {
        var listed = _listing.ListAsync(FullKey, cancellationToken);
        return _listsVersions ? VersionHistory.GatherAsync(listed, cancellationToken) : listed;
    }

    /// <inheritdoc/>
    public async Task<EntryDetails> DescribeAsync(Entry entry, DetailNeeds needs, CancellationToken cancellationToken)
    {
        var name = NameOf(entry);
        var details = entry.Details ?? (needs.Stored ? DetailsOf(await Objects.HeadAsync(name, null, cancellationToken)) : EntryDetails.None);
        if (needs.Tags && !Location.IsDirectoryBucket)
        {
            details = details with { Tags = await Tags.GetAsync(name, cancellationToken) };
        }

        return needs.Parts > 0 ? details with { PartSizes = await PartSizesAsync(name, needs.Parts, cancellationToken) } : details;
    }

    /// <inheritdoc/>
    public async Task<Entry?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var facts = await Objects.HeadAsync(FullKey(key), null, cancellationToken);
            return new(key, key.EndsWith('/') ? EntryKind.Marker : EntryKind.Object, facts.Length, facts.Modified, facts.ETag.Value.Length == 0 ? null : facts.ETag)
            {
                Details = DetailsOf(facts),
                IsArchived = facts.IsArchived,
            };
        }
        catch (StorageException failure) when (failure.Kind == FailureKind.Gone)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken) =>
        _bindsDeletes
            ? _deletes.DeleteBoundAsync([.. entries.Select(entry => (FullKey(entry), entry.ETag))], cancellationToken)
            : _deletes.DeleteAsync([.. entries.Select(FullKey)], cancellationToken);

    public void Dispose() => _client.Dispose();

    private ListingSource ListingOf(S3Requests requests, S3StoreSettings settings)
    {
        var versions = new VersionPages(requests, _client);
        return settings.PointInTime is { } instant ? (prefix, after, upTo, token) => versions.ReadAtAsync(instant, prefix, after, upTo, token)
            : settings.ListsVersions ? versions.ReadAsync
            : new ListingPages(requests, _client, Dialect, settings).ReadAsync;
    }

    /// <summary>What a HEAD tells beyond a listing.</summary>
    // The ETag of an object that is encrypted with a KMS or a customer's key is no digest: "Object" (ETag), Amazon S3 API Reference.
    public EntryDetails DetailsOf(ObjectFacts facts) => new()
    {
        Checksums = facts.Checksums,
        HasOpaqueETag = Location.IsDirectoryBucket || facts.Encryption is not (null or "AES256"),
        IsArchived = facts.IsArchived,
        ContentType = facts.Headers.ContentType,
        Headers = [.. Carried(facts.Headers)],
        StorageClass = facts.Headers.StorageClass,
        UserMetadata = facts.Headers.UserMetadata,
    };

    private static IEnumerable<KeyValuePair<string, string>> Carried(ObjectHeaders headers) =>
        new (string Name, string? Value)[]
        {
            ("Content-Disposition", headers.ContentDisposition),
            ("Content-Encoding", headers.ContentEncoding),
            ("Content-Language", headers.ContentLanguage),
            ("Cache-Control", headers.CacheControl),
            ("Expires", headers.Expires),
            ("x-amz-website-redirect-location", headers.WebsiteRedirect),
        }.Where(header => header.Value is not null).Select(header => KeyValuePair.Create(header.Name, header.Value!)); // only those that are set

    private async Task<IReadOnlyList<long>?> PartSizesAsync(ObjectName name, int count, CancellationToken cancellationToken)
    {
        if (await Objects.PartSizesAsync(name, cancellationToken) is var told && told.Count == count && told.All(size => size > 0))
        {
            return told;
        }

        var sizes = new List<long>(count);
        for (var part = 1; part <= count; part++)
        {
            var facts = await Objects.HeadAsync(name, part, cancellationToken);
            if (facts.PartsCount != count || facts.PartLength is not > 0)
            {
                return null;
            }

            sizes.Add(facts.PartLength.Value);
        }

        return sizes;
    }
}
