using S3Sync.LocalS3.Objects.Keys;
using S3Sync.LocalS3.Objects.Storage;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Objects;

/// <summary>
/// One bucket: its objects in listing order, over the storage that keeps them. Every change is a journal record that is written first and
/// then applied, by the same code that applies it at the next start. Readers take immutable versions and hold no lock.
/// </summary>
internal sealed class Bucket : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IKeyIndex _index;
    private readonly UploadTable _uploads;
    private bool _loading;
    private bool _removed;

    private Bucket(string name, IBucketStorage storage, IKeyIndex? index = null)
    {
        (Name, Storage) = (name, storage);
        Order = IsDirectory ? ListingOrder.Scattered : ListingOrder.Utf8;
        _index = index ?? new KeyIndex(Order);
        _uploads = new(DiscardParts);
        Settings = new(name, DateTime.UnixEpoch, BucketSettings.DefaultRegion, Versioning.Never);
    }

    /// <summary>The bucket's name.</summary>
    public string Name { get; }

    /// <summary>Where its bytes are.</summary>
    public IBucketStorage Storage { get; }

    /// <summary>The order it lists in.</summary>
    public ListingOrder Order { get; }

    /// <summary>What is known of it beside its objects.</summary>
    public BucketSettings Settings { get; private set; }

    /// <summary>Whether it behaves as a directory bucket. "Directory bucket naming rules", Amazon S3 User Guide.</summary>
    public bool IsDirectory => Name.EndsWith("--x-s3", StringComparison.Ordinal);

    /// <summary>Opens a bucket, and brings it to where its journal ends.</summary>
    public static Bucket Open(string name, IBucketStorage storage)
    {
        var bucket = new Bucket(name, storage) { _loading = true };
        foreach (var record in storage.Load())
        {
            bucket.Apply(record);
        }

        bucket._loading = false;
        var live = bucket.LiveRecords().ToList();
        storage.Settle(live, live.SelectMany(SegmentsOf).ToHashSet(StringComparer.Ordinal));
        return bucket;
    }

    /// <summary>Makes a bucket.</summary>
    public static Bucket Create(BucketSettings settings, IObjectStorage storage)
    {
        var first = new JournalRecord { Settings = settings };
        var bucket = new Bucket(settings.Name, storage.Create(settings.Name, first));
        foreach (var record in bucket.Storage.Load())
        {
            bucket.Apply(record);
        }

        bucket.Apply(first);
        return bucket;
    }

    /// <summary>Makes a bucket in memory whose objects are those of an index and cannot be changed.</summary>
    public static Bucket Generated(BucketSettings settings, IKeyIndex index)
    {
        var storage = new MemoryStorage().Create(settings.Name, new());
        return new(settings.Name, storage, index) { Settings = settings };
    }

    /// <summary>The newest version of a key, a delete marker included; null when there is none.</summary>
    public ObjectVersion? Newest(string key)
    {
        lock (_gate)
        {
            return _index.Find(key);
        }
    }

    /// <summary>Up to <paramref name="count"/> keys' newest versions at or after a key, in listing order.</summary>
    public IReadOnlyList<ObjectVersion> Page(string from, bool inclusive, int count)
    {
        lock (_gate)
        {
            return _index.Page(from, inclusive, count);
        }
    }

    /// <summary>Makes a version the newest of its key.</summary>
    /// <param name="draft">The version; its id is given here.</param>
    /// <param name="condition">Throws when the object there now forbids it; it is given the newest version, which may be a delete marker.</param>
    /// <param name="endsUpload">The upload whose parts it is made of.</param>
    public async Task<ObjectVersion> PutAsync(ObjectVersion draft, Action<ObjectVersion?> condition, string? endsUpload = null)
    {
        ObjectVersion version;
        try
        {
            lock (_gate)
            {
                condition(_index.Find(draft.Key));
                if (endsUpload is not null)
                {
                    _uploads.RequireParts(endsUpload, draft.Content!.Parts); // a finished upload has content
                }

                version = draft with { VersionId = NextVersionId() };
                Write(new JournalRecord { Put = version, Ended = endsUpload });
            }
        }
        catch when (endsUpload is null)
        {
            Discard(draft.Content);
            throw;
        }

        await Storage.FlushAsync();
        return version;
    }

    /// <summary>Removes one version for good; null when it does not exist.</summary>
    public async Task<ObjectVersion?> RemoveAsync(string key, string versionId, Action<ObjectVersion?> condition)
    {
        ObjectVersion? removed;
        lock (_gate)
        {
            condition(_index.Find(key));
            removed = _index.Find(key)?.Chain().FirstOrDefault(version => version.VersionId == versionId);
            if (removed is not null)
            {
                Write(new JournalRecord { Remove = new(key, versionId) });
            }
        }

        await Storage.FlushAsync();
        return removed;
    }

    /// <summary>Changes what is kept beside a version; false when the version is gone.</summary>
    public async Task<bool> UpdateAsync(string key, string versionId, Func<ObjectAttributes, ObjectAttributes> change)
    {
        lock (_gate)
        {
            var version = _index.Find(key)?.Chain().FirstOrDefault(candidate => candidate.VersionId == versionId);
            if (version is null)
            {
                return false;
            }

            Write(new JournalRecord { Update = version with { Attributes = change(version.Attributes), Older = null } });
        }

        await Storage.FlushAsync();
        return true;
    }

    /// <summary>Changes the bucket's settings.</summary>
    public Task ConfigureAsync(Func<BucketSettings, BucketSettings> change)
    {
        lock (_gate)
        {
            Write(new JournalRecord { Settings = change(Settings) });
        }

        return Storage.FlushAsync();
    }

    /// <summary>Begins a multipart upload.</summary>
    public Task BeginAsync(MultipartUpload upload)
    {
        lock (_gate)
        {
            Write(new JournalRecord { Upload = upload });
        }

        return Storage.FlushAsync();
    }

    /// <summary>Stores a part; one of the same number is replaced.</summary>
    public Task StorePartAsync(string uploadId, StoredPart part)
    {
        try
        {
            lock (_gate)
            {
                _uploads.Require(uploadId);
                Write(new JournalRecord { Part = new(uploadId, part) });
            }
        }
        catch
        {
            Storage.Discard(part.Segment);
            throw;
        }

        return Storage.FlushAsync();
    }

    /// <summary>Ends a multipart upload without an object.</summary>
    public Task AbortAsync(string uploadId)
    {
        lock (_gate)
        {
            _uploads.Require(uploadId);
            Write(new JournalRecord { Ended = uploadId });
        }

        return Storage.FlushAsync();
    }

    /// <summary>An upload and its parts so far; null when it ended or never was.</summary>
    public (MultipartUpload Upload, IReadOnlyList<StoredPart> Parts)? FindUpload(string uploadId)
    {
        lock (_gate)
        {
            return _uploads.Find(uploadId) is { } upload ? (upload, [.. upload.Parts.Values]) : null;
        }
    }

    /// <summary>Every upload in progress, by key and then by age.</summary>
    public IReadOnlyList<MultipartUpload> Uploads()
    {
        lock (_gate)
        {
            return [.. _uploads.All.OrderBy(upload => upload.Key, Order).ThenBy(upload => upload.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>Adds objects without a record: for memory, where nothing is kept.</summary>
    public void Seed(IEnumerable<ObjectVersion> versions)
    {
        foreach (var version in versions)
        {
            lock (_gate)
            {
                Write(new JournalRecord { Put = version });
            }
        }
    }

    /// <summary>Closes the bucket to writers when it has no version of anything; false when it has.</summary>
    public bool TryClose()
    {
        lock (_gate)
        {
            return _removed = _index.Count == 0 && !(IsDirectory && _uploads.Count > 0);
        }
    }

    /// <summary>Removes a content that no version names.</summary>
    public void Discard(StoredContent? content) => content?.DiscardWhenUnread(() => DiscardParts(content.Parts));

    /// <inheritdoc/>
    public void Dispose() => Storage.Dispose();

    private static IEnumerable<string> SegmentsOf(JournalRecord record) =>
        (record.Put?.Content?.Parts.Select(part => part.Segment.Id) ?? []).Concat(record.Part is { } uploaded ? [uploaded.Part.Segment.Id] : []);

    private string NextVersionId() => Settings.Versioning == Versioning.Enabled ? VersionIds.Next() : ObjectVersion.NullId;

    private void Write(JournalRecord record)
    {
        if (_removed)
        {
            throw S3Errors.NoSuchBucket(Name);
        }

        Storage.Append(record);
        Apply(record);
    }

    private void Apply(JournalRecord record)
    {
        Settings = record.Settings ?? Settings;
        if (record.Put is { } put)
        {
            Place(put);
        }

        if (record.Update is { } update && _index.Find(update.Key) is { } newest)
        {
            var kept = newest.Chain().First(version => version.VersionId == update.VersionId);
            _index.Set(newest.Replacing(update with { Content = kept.Content }));
        }

        if (record.Remove is { } name)
        {
            Drop(name);
        }

        _uploads.Apply(record);
    }

    private void Place(ObjectVersion put)
    {
        var newest = _index.Find(put.Key);
        var same = newest?.Chain().FirstOrDefault(version => version.VersionId == put.VersionId);
        _index.Set(put with { Older = same is null ? newest : newest!.Without(put.VersionId) }); // the same version was found in its chain
        DiscardLost(same);
    }

    private void Drop(VersionName name)
    {
        if (_index.Find(name.Key) is not { } newest || newest.Chain().FirstOrDefault(version => version.VersionId == name.VersionId) is not { } dropped)
        {
            return;
        }

        if (newest.Without(name.VersionId) is { } rest)
        {
            _index.Set(rest);
        }
        else
        {
            _index.Remove(name.Key);
        }

        DiscardLost(dropped);
    }

    private void DiscardLost(ObjectVersion? version)
    {
        if (!_loading)
        {
            Discard(version?.Content);
        }
    }

    private void DiscardParts(IEnumerable<StoredPart> parts)
    {
        foreach (var part in _loading ? [] : parts)
        {
            Storage.Discard(part.Segment);
        }
    }

    private IEnumerable<JournalRecord> LiveRecords()
    {
        yield return new() { Settings = Settings };
        foreach (var version in _index.Page(string.Empty, inclusive: true, int.MaxValue).SelectMany(newest => newest.Chain().Reverse()))
        {
            yield return new() { Put = version with { Older = null } };
        }

        foreach (var upload in _uploads.All)
        {
            yield return new() { Upload = upload };
            foreach (var part in upload.Parts.Values)
            {
                yield return new() { Part = new(upload.Id, part) };
            }
        }
    }
}
