using S3Sync.Options;

namespace S3Sync.Storage.S3;

/// <summary>What one bucket can and cannot do, from its name and from what it refused so far.</summary>
internal sealed class S3Dialect(S3Location location)
{
    private int _batchDeleteRefused;
    private int _rangesIgnored;

    /// <summary>Listings come in key order; otherwise they are read whole and sorted.</summary>
    public bool ListsInOrder => !location.IsDirectoryBucket;

    /// <summary>A listing begins after the key that it is asked to (start-after); until it once did not. Directory buckets do not know it.</summary>
    public bool ListsInRanges => ListsInOrder && Volatile.Read(ref _rangesIgnored) == 0;

    /// <summary>Content-MD5 may be sent. "Differences for directory buckets", Amazon S3 User Guide.</summary>
    public bool TakesContentMd5 => !location.IsDirectoryBucket;

    /// <summary>DeleteObjects works; until it was refused once.</summary>
    public bool DeletesInBatches => Volatile.Read(ref _batchDeleteRefused) == 0;

    /// <summary>Remembers that DeleteObjects is not for this endpoint.</summary>
    public void BatchDeleteRefused() => Volatile.Write(ref _batchDeleteRefused, 1);

    /// <summary>Remembers that a listing did not begin where it was asked to.</summary>
    public void RangesIgnored() => Volatile.Write(ref _rangesIgnored, 1);
}
