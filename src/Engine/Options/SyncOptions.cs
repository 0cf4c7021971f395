namespace S3Sync.Options;

/// <summary>Everything that was asked for, typed and immutable. Defaults are the documented defaults: there is no second place that knows them.</summary>
public sealed record SyncOptions
{
    /// <summary>Tell what would be done, and do nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Which source entries take part.</summary>
    public FilterOptions Filter { get; init; } = new();

    /// <summary>What makes a pair different.</summary>
    public CompareOptions Compare { get; init; } = new();

    /// <summary>How bytes move.</summary>
    public TransferOptions Transfer { get; init; } = new();

    /// <summary>What is verified, and with which checksum.</summary>
    public IntegrityOptions Integrity { get; init; } = new();

    /// <summary>Headers and metadata of written objects.</summary>
    public MetadataOptions Metadata { get; init; } = new();

    /// <summary>What happens to target entries without a source.</summary>
    public DeleteOptions Delete { get; init; } = new();

    /// <summary>How the source endpoint is reached; without meaning for a directory.</summary>
    public S3SideOptions SourceS3 { get; init; } = new();

    /// <summary>How the target endpoint is reached; without meaning for a directory.</summary>
    public S3SideOptions TargetS3 { get; init; } = new();

    /// <summary>How often a failure is tried again.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>How a local directory is walked.</summary>
    public LocalOptions Local { get; init; } = new();

    /// <summary>How the run is told.</summary>
    public ReportOptions Report { get; init; } = new();
}

/// <summary>Which source entries take part; judged after pairing, on the relative key.</summary>
public sealed record FilterOptions
{
    /// <summary>Keep a key only when this matches somewhere in it.</summary>
    public string? IncludeRegex { get; init; }

    /// <summary>Drop a key when this matches somewhere in it.</summary>
    public string? ExcludeRegex { get; init; }
}

/// <summary>The rule that makes a pair different.</summary>
public enum CompareRule
{
    /// <summary>Newer by whole seconds, or another size.</summary>
    TimeAndSize,

    /// <summary>Another size; times are not looked at.</summary>
    Size,

    /// <summary>Another ETag; times are not looked at.</summary>
    ETag,
}

/// <summary>What makes a pair different.</summary>
public sealed record CompareOptions
{
    /// <summary>The rule.</summary>
    public CompareRule Rule { get; init; }

    /// <summary>
    /// The absolute path of the file in which ETags of local files are remembered, so that an unchanged one is not read again; null for none.
    /// Only with <see cref="CompareRule.ETag"/>, and with a directory on one side.
    /// </summary>
    public string? HashCache { get; init; }
}

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
}

/// <summary>What is verified, and with which checksum.</summary>
public sealed record IntegrityOptions
{
    /// <summary>The additional checksum sent with every upload; none by default.</summary>
    public Integrity.ChecksumAlgorithm? AdditionalChecksumAlgorithm { get; init; }

    /// <summary>Verify the stored additional checksum of source objects besides the ETag.</summary>
    public bool EnableAdditionalChecksum { get; init; }

    /// <summary>Do not compare additional checksums, sent or stored ones. They are sent and stored all the same.</summary>
    public bool DisableAdditionalChecksumVerify { get; init; }

    /// <summary>Do not verify by ETag.</summary>
    public bool DisableETagVerify { get; init; }

    /// <summary>Send no Content-MD5 with uploads, and do not verify them by ETag: no MD5 is computed.</summary>
    public bool DisableContentMd5Header { get; init; }

    /// <summary>Leave uploaded payloads out of the request's signature: no SHA-256 is computed for it.</summary>
    public bool DisablePayloadSigning { get; init; }
}

/// <summary>Headers and metadata of written objects.</summary>
public sealed record MetadataOptions
{
    /// <summary>Content-Type of every written object, in place of the guessed or the source's one.</summary>
    public string? ContentType { get; init; }

    /// <summary>Cache-Control of every written object, in place of the source's one.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Do not guess Content-Type from the file's name.</summary>
    public bool NoGuessMimeType { get; init; }

    /// <summary>Keep the source's last-modified time as user metadata <c>s3sync_origin_last_modified</c>.</summary>
    public bool PutLastModifiedMetadata { get; init; }
}

/// <summary>What happens to target entries without a source.</summary>
public sealed record DeleteOptions
{
    /// <summary>Delete them, last, and only after everything else went well.</summary>
    public bool Enabled { get; init; }
}

/// <summary>How one S3 endpoint is reached.</summary>
public sealed record S3SideOptions
{
    /// <summary>The profile of the shared credentials files.</summary>
    public string? Profile { get; init; }

    /// <summary>The access key id.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret half of the access key. A secret: never shown.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>The session token of temporary credentials. A secret: never shown.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The region; by default the profile's or the environment's one.</summary>
    public string? Region { get; init; }

    /// <summary>An http or https URL in place of AWS's own endpoints.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>Put the bucket's name in the path, not in the host name.</summary>
    public bool ForcePathStyle { get; init; }

    /// <summary>The AWS config file; by default the SDK's own choice.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The AWS shared credentials file; by default the SDK's own choice.</summary>
    public string? SharedCredentialsFile { get; init; }

    /// <summary>Names the place and the profile alone: a dump of the options must not carry a secret.</summary>
    public override string ToString() => $"S3SideOptions {{ EndpointUrl = {EndpointUrl}, Region = {Region}, Profile = {Profile} }}";
}

/// <summary>How often a failure is tried again.</summary>
public sealed record RetryOptions
{
    /// <summary>Attempts of one request, the first included.</summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>The delay before the second attempt; it doubles from there, with jitter.</summary>
    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a whole object is transferred again after an integrity mismatch or a broken body.</summary>
    public int ObjectRetryCount { get; init; } = 5;

    /// <summary>The delay between two transfers of one object.</summary>
    public TimeSpan ObjectRetryInterval { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>How a local directory is walked.</summary>
public sealed record LocalOptions
{
    /// <summary>Leave symbolic links in the source out (and protect what they name) in place of following them.</summary>
    public bool IgnoreSymlinks { get; init; }
}
