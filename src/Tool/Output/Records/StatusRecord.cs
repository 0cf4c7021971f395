using S3Sync.Integrity;
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
    public static LogRecord Of(SyncEvent.Compared e) => new(LogLevel.Info, NameOf(e.Kind),
    [
        ("type", e.Kind.ToString().ToUpperInvariant()), ("status", WordOf(e.Status)), ("key", e.Key), ("reason", e.Reason),
        .. Optional("source_e_tag", e.SourceETag?.Quoted()), .. Optional("target_e_tag", e.TargetETag?.Quoted()),
        .. Optional("checksum_algorithm", e.ChecksumAlgorithm?.WireName()),
        .. Optional("source_checksum", e.SourceChecksum), .. Optional("target_checksum", e.TargetChecksum),
        .. Optional("source_last_modified", Time(e.SourceModified)), .. Optional("target_last_modified", Time(e.TargetModified)),
        .. Optional("source_size", e.SourceSize), .. Optional("target_size", e.TargetSize),
    ]);

    /// <summary>All of them.</summary>
    public static LogRecord Of(StatusCounts counts) => new(LogLevel.Info, "REPORT_SUMMARY",
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

    private static string? Time(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<(string, object)> Optional(string name, object? value) => value is null ? [] : [(name, value)];
}
