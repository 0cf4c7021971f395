using S3Sync.Reporting;

namespace S3Sync.Tool.Output.Records;

/// <summary>The records of a run that only reports how both sides stand, by the words of s3sync.</summary>
internal static class StatusRecord
{
    private static IEnumerable<(StatusKind Kind, string Word)> Kinds =>
    [
        (StatusKind.Size, "size"), (StatusKind.ETag, "etag"), (StatusKind.Checksum, "checksum"), (StatusKind.Metadata, "metadata"), (StatusKind.Tagging, "tagging"),
    ];

    /// <summary>One entry.</summary>
    public static LogRecord Of(SyncEvent.Compared e, LogLevel level) => new(level, NameOf(e.Kind),
    [
        ("type", e.Kind.ToString().ToUpperInvariant()), ("status", WordOf(e.Status)), ("key", e.Key), ("reason", e.Reason),
        .. PairFields.Of(e, etag => etag.Quoted()),
    ]);

    /// <summary>All of them.</summary>
    public static LogRecord Of(StatusCounts counts, LogLevel level) => new(level, "REPORT_SUMMARY",
    [
        ("number_of_objects", counts.Objects),
        ("not_found", counts.Of(StatusKind.Existence, SyncStatus.NotFound)),
        ("extra", counts.Of(StatusKind.Existence, SyncStatus.Extra)),
        .. Kinds.SelectMany(kind => new (string, object)[]
        {
            (kind.Word + "_matches", counts.Of(kind.Kind, SyncStatus.Matches)),
            (kind.Word + "_mismatch", counts.Of(kind.Kind, SyncStatus.Mismatch)),
            (kind.Word + "_unknown", counts.Of(kind.Kind, SyncStatus.Unknown)),
        }),
    ]);

    private static string NameOf(StatusKind kind) => kind switch
    {
        StatusKind.Metadata => "METADATA_SYNC_STATUS",
        StatusKind.Tagging => "TAGGING_SYNC_STATUS",
        _ => "SYNC_STATUS",
    };

    private static string WordOf(SyncStatus status) => status switch
    {
        SyncStatus.NotFound => "NOT_FOUND",
        _ => status.ToString().ToUpperInvariant(),
    };
}
