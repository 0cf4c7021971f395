namespace S3Sync.Reporting;

/// <summary>How a source entry and a target entry stand to each other, where nothing is transferred.</summary>
public enum SyncStatus
{
    /// <summary>They are the same.</summary>
    Matches,

    /// <summary>They differ.</summary>
    Mismatch,

    /// <summary>The target has none.</summary>
    NotFound,

    /// <summary>The source has none.</summary>
    Extra,

    /// <summary>Nothing that is stored tells.</summary>
    Unknown,
}

/// <summary>What was looked at.</summary>
public enum StatusKind
{
    /// <summary>Whether it is there.</summary>
    Existence,

    /// <summary>The size.</summary>
    Size,

    /// <summary>The content, by the ETag.</summary>
    ETag,

    /// <summary>The content, by an additional checksum.</summary>
    Checksum,

    /// <summary>Headers and user metadata.</summary>
    Metadata,

    /// <summary>Tags.</summary>
    Tagging,
}

/// <summary>How many entries stand how; a consistent copy.</summary>
public sealed class StatusCounts
{
    private readonly long[] _counts;

    internal StatusCounts(long[] counts) => _counts = counts;

    /// <summary>Keys that were looked at, on either side.</summary>
    public long Objects => Of(StatusKind.Existence) + Of(StatusKind.Size) + Of(StatusKind.ETag) + Of(StatusKind.Checksum);

    /// <summary>Whether anything is not the same for certain.</summary>
    public bool HasDifferences => Enum.GetValues<StatusKind>().Any(kind => Of(kind) > Of(kind, SyncStatus.Matches));

    /// <summary>How many stand so.</summary>
    public long Of(StatusKind kind, SyncStatus status) => _counts[Place(kind, status)];

    internal static int Places { get; } = Enum.GetValues<StatusKind>().Length * Enum.GetValues<SyncStatus>().Length;

    internal static int Place(StatusKind kind, SyncStatus status) => ((int)kind * Enum.GetValues<SyncStatus>().Length) + (int)status;

    private long Of(StatusKind kind) => Enum.GetValues<SyncStatus>().Sum(status => Of(kind, status));
}
