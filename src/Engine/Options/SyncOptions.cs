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

    /// <summary>How written objects are protected.</summary>
    public ProtectionOptions Protection { get; init; } = new();

    /// <summary>How endpoints are talked to.</summary>
    public ConnectionOptions Connection { get; init; } = new();

    /// <summary>Versions in place of what is current.</summary>
    public VersionOptions Versions { get; init; } = new();

    /// <summary>Comparing without transferring.</summary>
    public StatusOptions Status { get; init; } = new();

    /// <summary>What objects are written with beside <see cref="Metadata"/>, by patterns of their keys; over it, in this order.</summary>
    public IReadOnlyList<ObjectRule> Rules { get; init; } = [];

    /// <summary>What would be a warning is a failure.</summary>
    public bool WarnAsError { get; init; }
}

/// <summary>What happens to target entries without a source.</summary>
public sealed record DeleteOptions
{
    /// <summary>Delete them, last, and only after everything else went well.</summary>
    public bool Enabled { get; init; }

    /// <summary>Delete also what the include and exclude filters leave out.</summary>
    public bool DeleteExcluded { get; init; }

    /// <summary>Never delete a target key that one of these globs matches, or that is below a folder that one matches; <see cref="DeleteExcluded"/> does not change that.</summary>
    public IReadOnlyList<string> Protect { get; init; } = [];

    /// <summary>When more than this are to be deleted, none is; null for no limit.</summary>
    public int? MaxDelete { get; init; }
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

/// <summary>Versions of objects, in place of what is current.</summary>
public sealed record VersionOptions
{
    /// <summary>Synchronize every version, oldest first, and the latest delete markers.</summary>
    public bool Enabled { get; init; }

    /// <summary>Take the source as it was at this instant; null for now.</summary>
    public DateTimeOffset? PointInTime { get; init; }
}

/// <summary>Comparing without transferring.</summary>
public sealed record StatusOptions
{
    /// <summary>Report what is the same, different or missing, on either side, and write nothing.</summary>
    public bool Enabled { get; init; }

    /// <summary>Compare headers and user metadata too.</summary>
    public bool Metadata { get; init; }

    /// <summary>Compare tags too.</summary>
    public bool Tagging { get; init; }
}
