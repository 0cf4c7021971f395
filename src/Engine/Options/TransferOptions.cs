namespace S3Sync.Options;

/// <summary>How bytes move.</summary>
public sealed record TransferOptions
{
    /// <summary>Objects handled at the same time.</summary>
    public int WorkerSize { get; init; } = 16;

    /// <summary>Parts in flight over the whole run, uploads and ranged downloads together.</summary>
    public int MaxParallelUploads { get; init; } = 16;

    /// <summary>Requests at a time of the listing of one side.</summary>
    public int MaxParallelListings { get; init; } = 16;

    /// <summary>An object of this size in bytes or more moves in parts.</summary>
    public long MultipartThreshold { get; init; } = 8L << 20;

    /// <summary>The size of a part in bytes; it grows by itself so that 10,000 parts suffice.</summary>
    public long MultipartChunkSize { get; init; } = 8L << 20;

    /// <summary>S3 to S3 by CopyObject and UploadPartCopy: the bytes do not pass this machine.</summary>
    public bool ServerSideCopy { get; init; }

    /// <summary>Take the part layout of the source (towards S3 and a directory) or of the object that a file is compared with.</summary>
    public bool AutoChunkSize { get; init; }

    /// <summary>Objects written or deleted in a second, at most; null for no limit.</summary>
    public int? RateLimitObjects { get; init; }

    /// <summary>Bytes moved in a second over the whole run, at most; null for no limit.</summary>
    public long? RateLimitBandwidth { get; init; }

    /// <summary>Overwrite and delete a target object only while it is the one that was compared (If-Match).</summary>
    public bool IfMatch { get; init; }

    /// <summary>Write only what the target does not have (If-None-Match: *).</summary>
    public bool IfNoneMatch { get; init; }

    /// <summary>Copy inside S3 only while the source is the one that was compared.</summary>
    public bool CopySourceIfMatch { get; init; }
}
