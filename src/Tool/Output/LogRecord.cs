using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.Tool.Output.Records;

namespace S3Sync.Tool.Output;

/// <summary>How grave a record is; the numbers are those of the verbosity that shows it.</summary>
internal enum LogLevel
{
    Error = -1,
    Warn = 0,
    Info = 1,
    Debug = 2,
    Trace = 3,
}

/// <summary>One event as a log tells it. Event words and field names are s3sync's own, which scripts match on; numbers stay numbers.</summary>
internal sealed record LogRecord(LogLevel Level, string Message, IReadOnlyList<(string Name, object Value)> Fields)
{
    /// <summary>Whether it tells of a request, which are logged only when they are asked for.</summary>
    public bool IsRequest { get; init; }

    /// <summary>The record of an event; null for one that a log does not tell. Most events of a large run are not told, and cost nothing then.</summary>
    public static LogRecord? Of(SyncEvent syncEvent, LogLevels levels) =>
        LevelOf(syncEvent) is { } level && levels.Tell(level, syncEvent is SyncEvent.Requested) ? Of(syncEvent, level) : null;

    private static LogLevel? LevelOf(SyncEvent syncEvent) => syncEvent switch
    {
        SyncEvent.Skipped or SyncEvent.Requested or SyncEvent.RequestRetried => LogLevel.Debug,
        SyncEvent.ETagVerified or SyncEvent.ChecksumVerified or SyncEvent.Started => LogLevel.Trace,
        SyncEvent.Failed or SyncEvent.RunProblem => LogLevel.Error,
        SyncEvent.Warned => LogLevel.Warn,
        SyncEvent.Transferred or SyncEvent.Retagged or SyncEvent.Restamped or SyncEvent.Deleted or SyncEvent.Unverified or SyncEvent.Compared or SyncEvent.StatusSummary
            or SyncEvent.Retried or SyncEvent.Noted or SyncEvent.Span or SyncEvent.Finished => LogLevel.Info,
        _ => null,
    };

    private static LogRecord? Of(SyncEvent syncEvent, LogLevel level) => syncEvent switch
    {
        SyncEvent.Transferred e => new(level, DryRun(e.DryRun) + "sync completed.", Transferred(e)),
        SyncEvent.Retagged e => new(level, DryRun(e.DryRun) + (e.IsRemoval ? "delete object tagging completed." : "put object tagging completed."),
            [("key", e.Key), ("target_version_id", ""), ("target_key", e.Place)]),
        SyncEvent.Restamped e => new(level, DryRun(e.DryRun) + "put object headers completed.",
            [("key", e.Key), ("target_version_id", ""), ("target_key", e.Place), ("reason", e.Reason)]),
        SyncEvent.Deleted e => new(level, DryRun(e.DryRun) + "delete completed.", Deleted(e)),
        SyncEvent.ETagVerified e => new(level, "e_tag verified.",
            [("key", e.Key), ("source_e_tag", Quoted(e.SourceETag)), ("target_e_tag", Quoted(e.TargetETag))]),
        SyncEvent.ChecksumVerified e => new(level, "additional checksum verified.",
            [("key", e.Key), ("additional_checksum_algorithm", e.Algorithm), ("target_checksum", e.TargetChecksum), ("source_checksum", e.SourceChecksum)]),
        SyncEvent.Unverified e => new(level, "object not verified.", [("key", e.Key), ("reason", e.Reason)]),
        SyncEvent.Skipped e => new(level, SkippedText.Message(e), SkippedText.Fields(e)),
        SyncEvent.Compared e => StatusRecord.Of(e, level),
        SyncEvent.StatusSummary e => StatusRecord.Of(e.Counts, level),
        SyncEvent.Retried e => new(level, "tried again.", [("key", e.Key), .. Problem(e.Problem)]),
        SyncEvent.RequestRetried e => new(level, "request sent again.", [("place", e.Place), ("attempts", (long)e.Attempt), .. Problem(e.Problem)]),
        SyncEvent.Failed e => new(level, "sync failed.", [("key", e.Key), .. Problem(e.Problem)]),
        SyncEvent.Warned { Key: { } key } e => new(level, "object warned about.", [("key", key), .. Problem(e.Problem)]),
        SyncEvent.Warned e => new(level, "run warned about.", Problem(e.Problem)),
        SyncEvent.Noted e => new(level, "run noted.", Problem(e.Problem)),
        SyncEvent.RunProblem e => new(level, "run failed.", Problem(e.Problem)),
        SyncEvent.Requested e => new(level, "request ended.",
            [("operation", e.Operation), ("place", e.Place), ("status", e.Status), ("attempt", (long)e.Attempt), ("duration_ms", Milliseconds(e.Duration))])
        { IsRequest = true },
        SyncEvent.Span e => new(level, e.Duration is null ? "new" : "close",
            [("span", e.Name), .. Optional("key", e.Key), .. Optional("duration_ms", e.Duration is { } duration ? Milliseconds(duration) : null)]),
        SyncEvent.Started e => new(level, "sync started.", [("source", e.Source), ("target", e.Target), ("dry_run", e.DryRun)]),
        SyncEvent.Finished e => new(level, DryRun(e.Report.DryRun) + "sync summary.", Summary(e.Report)),
        _ => null,
    };

    private static IReadOnlyList<(string, object)> Transferred(SyncEvent.Transferred e) => e switch
    {
        { ToS3: true } => [("key", e.Key), ("source_version_id", e.SourceVersionId ?? ""), ("source_last_modified", Time(e.SourceModified)), ("target_key", e.Place), ("size", e.Size)],
        { DryRun: true } => [("key", e.Key), ("source_last_modified", Time(e.SourceModified)), ("real_path", e.Place), ("size", e.Size)],
        _ => [("key", e.Key), ("real_path", e.Place), ("size", e.Size)],
    };

    private static IReadOnlyList<(string, object)> Deleted(SyncEvent.Deleted e) => e.ToS3
        ? [("key", e.Key), ("target_version_id", ""), ("target_key", e.Place)]
        : [("key", e.Key), ("real_path", e.Place)];

    private static IReadOnlyList<(string, object)> Summary(SyncReport report) =>
    [
        ("outcome", report.Outcome.ToString().ToLowerInvariant()), ("bytes", report.Counts.Bytes), ("transferred", report.Counts.Transferred),
        ("etag_matches", report.Counts.ETagVerified), ("checksum_matches", report.Counts.ChecksumVerified), ("unsettled", report.Counts.Unverified),
        ("deleted", report.Counts.Deleted), .. Restamped(report.Counts), ("skipped", report.Counts.Skipped), ("error", report.Counts.Errors), ("warning", report.Counts.Warnings),
        ("duration_sec", Math.Round(report.Duration.TotalSeconds, 3)),
    ];

    // Rules are not the original's: its records stay as they are where there are none.
    private static IEnumerable<(string, object)> Restamped(SyncCounts counts) => counts.Restamped == 0 ? [] : [("restamped", counts.Restamped)];

    private static IEnumerable<(string, object)> Optional(string name, object? value) => value is null ? [] : [(name, value)];

    private static double Milliseconds(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 3);

    private static IReadOnlyList<(string, object)> Problem(Problem problem) => [("code", problem.Code), ("error", problem.Message)];

    private static string DryRun(bool isDryRun) => isDryRun ? "[dry-run] " : "";

    // S3 writes ETags with quotes, and so do the records of s3sync.
    private static string Quoted(string eTag) => eTag.StartsWith('"') ? eTag : $"\"{eTag}\"";

    /// <summary>An instant as s3sync writes it: milliseconds when there are some.</summary>
    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString(
        time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'+00:00'" : "yyyy-MM-dd'T'HH:mm:ss.fff'+00:00'", System.Globalization.CultureInfo.InvariantCulture);
}
