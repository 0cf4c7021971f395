using S3Sync.Options;

namespace S3Sync.Storage.S3;

/// <summary>What one bucket can and cannot do, from its name and from what it refused so far.</summary>
internal sealed class S3Dialect(S3Location location)
{
    private int _batchDeleteRefused;

    /// <summary>Listings come in key order; otherwise they are read whole and sorted.</summary>
    public bool ListsInOrder => !location.IsDirectoryBucket;

    /// <summary>Content-MD5 may be sent. "Differences for directory buckets", Amazon S3 User Guide.</summary>
    public bool TakesContentMd5 => !location.IsDirectoryBucket;

    /// <summary>DeleteObjects works; until it was refused once.</summary>
    public bool DeletesInBatches => Volatile.Read(ref _batchDeleteRefused) == 0;

    /// <summary>Remembers that DeleteObjects is not for this endpoint.</summary>
    public void BatchDeleteRefused() => Volatile.Write(ref _batchDeleteRefused, 1);
}
