using System.Collections.Concurrent;
using S3Sync.LocalS3.Objects.Keys;
using S3Sync.LocalS3.Objects.Storage;

namespace S3Sync.LocalS3.Objects;

/// <summary>All buckets of an endpoint.</summary>
internal sealed class ObjectStore : IDisposable
{
    private readonly IObjectStorage _storage;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    private ObjectStore(IObjectStorage storage, TimeProvider time) => (_storage, _time) = (storage, time);

    /// <summary>Additional checksums are known.</summary>
    public bool KeepsChecksums { get; private init; } = true;

    /// <summary>Content is compared with the digests that come with it.</summary>
    public bool ComparesDigests { get; private init; } = true;

    /// <summary>Every bucket, by name.</summary>
    public IEnumerable<Bucket> Buckets => _buckets.Values.OrderBy(bucket => bucket.Name, StringComparer.Ordinal);

    /// <summary>Opens the store that the settings name.</summary>
    /// <exception cref="InvalidDataException">What the folder holds is damaged.</exception>
    public static ObjectStore Open(LocalS3Settings settings)
    {
        var store = new ObjectStore(StorageOf(settings), settings.Time) { KeepsChecksums = settings.KeepsChecksums, ComparesDigests = settings.ComparesDigests };
        foreach (var (name, storage) in store._storage.OpenAll())
        {
            store._buckets[name] = Bucket.Open(name, storage);
        }

        return store;
    }

    /// <summary>This moment as S3 keeps it, to the second.</summary>
    public DateTime Now()
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }

    /// <summary>A bucket; null when there is none of this name.</summary>
    public Bucket? Find(string name) => _buckets.GetValueOrDefault(name);

    /// <summary>Makes a bucket; false when it is there already.</summary>
    public bool TryCreate(string name, string region, out Bucket bucket)
    {
        lock (_gate)
        {
            if (_buckets.TryGetValue(name, out var there))
            {
                bucket = there;
                return false;
            }

            bucket = _buckets[name] = Bucket.Create(new(name, Now(), region, Versioning.Never), _storage);
            return true;
        }
    }

    /// <summary>An empty bucket that stands for one which the first write will make; nothing is kept of it.</summary>
    public Bucket Unwritten(string name) => Bucket.Create(new(name, Now(), BucketSettings.DefaultRegion, Versioning.Never), new MemoryStorage());

    /// <summary>Removes a bucket; false when it is not empty.</summary>
    public bool TryRemove(Bucket bucket)
    {
        lock (_gate)
        {
            if (!bucket.TryClose())
            {
                return false;
            }

            _buckets.TryRemove(bucket.Name, out _);
            _storage.Remove(bucket.Name, bucket.Storage);
            return true;
        }
    }

    /// <summary>
    /// Puts the same content under many keys without a request, for tests that need a great many objects; quickest when the keys come in listing
    /// order. The keys share one content, so an object costs its key and a hundred bytes.
    /// </summary>
    /// <exception cref="InvalidOperationException">The store is a folder, where every object has a file of its own.</exception>
    public void Seed(string bucketName, IEnumerable<string> keys, ReadOnlyMemory<byte> content)
    {
        RequireMemory();
        TryCreate(bucketName, BucketSettings.DefaultRegion, out var bucket);
        var (shared, now) = (StoredContent.OfBytes(content), Now());
        bucket.Seed(keys.Select(key => new ObjectVersion(key, ObjectVersion.NullId, now, shared, ObjectAttributes.Plain)));
    }

    /// <summary>
    /// Makes a bucket of objects that are not kept but made whenever they are asked for, all of the same content; they cannot be changed. An object
    /// costs nothing, a page what a page costs.
    /// </summary>
    /// <exception cref="InvalidOperationException">The store is a folder, or the bucket is there already.</exception>
    public void Generate(string bucketName, int count, Func<int, string> keyAt, ReadOnlyMemory<byte> content)
    {
        RequireMemory();
        var (shared, now) = (StoredContent.OfBytes(content), Now());
        var index = new GeneratedIndex(count, keyAt, key => new(key, ObjectVersion.NullId, now, shared, ObjectAttributes.Plain));
        lock (_gate)
        {
            var bucket = Bucket.Generated(new(bucketName, now, BucketSettings.DefaultRegion, Versioning.Never), index);
            if (bucket.IsDirectory || !_buckets.TryAdd(bucketName, bucket))
            {
                throw new InvalidOperationException($"'{bucketName}' exists already or names a directory bucket, which lists in no order that keys could be made in.");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var bucket in _buckets.Values)
        {
            bucket.Dispose();
        }
    }

    private void RequireMemory()
    {
        if (_storage is not MemoryStorage)
        {
            throw new InvalidOperationException("Only a store in memory can be seeded.");
        }
    }

    private static IObjectStorage StorageOf(LocalS3Settings settings) => settings switch
    {
        { Folder: null } => new MemoryStorage(),
        { Folder: { } folder, ReadOnly: true } => new DirectoryReading(folder),
        { Folder: { } folder } => new DirectoryStorage(folder),
    };
}
