namespace S3Sync.Options;

/// <summary>One end of a synchronization: a directory or a bucket with a prefix.</summary>
public abstract record Location;

/// <summary>A directory (or, as a source, the directory that will be listed).</summary>
/// <param name="Path">The absolute path, in the operating system's own form.</param>
public sealed record LocalLocation(string Path) : Location
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}

/// <summary>A bucket and a prefix. The prefix is plain text: no slash is added, nothing is decoded.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Prefix">The text every key begins with; empty for the whole bucket.</param>
public sealed record S3Location(string Bucket, string Prefix) : Location
{
    /// <summary>A directory bucket (S3 Express One Zone): its listing has no order and its ETags are not MD5s. "Directory buckets", Amazon S3 User Guide.</summary>
    public bool IsDirectoryBucket => Bucket.EndsWith("--x-s3", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"s3://{Bucket}/{Prefix}";
}
