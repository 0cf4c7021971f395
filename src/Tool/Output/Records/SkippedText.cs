using System.Globalization;
using S3Sync.Integrity;
using S3Sync.Reporting;

namespace S3Sync.Tool.Output.Records;

/// <summary>The records of objects that needed nothing or were left out, in s3sync's words: what was looked at, by the one who decided.</summary>
internal static class SkippedText
{
    /// <summary>The message.</summary>
    public static string Message(SyncEvent.Skipped skipped) => skipped.Judge switch
    {
        "ETagDiffDetector" => "object filtered. ETags are same.",
        "ChecksumDiffDetector" => "object filtered. Checksums are same.",
        _ => "object filtered.",
    };

    /// <summary>The fields.</summary>
    public static IReadOnlyList<(string, object)> Fields(SyncEvent.Skipped skipped) =>
    [
        ("name", skipped.Judge), .. Judged(skipped), ("key", skipped.Key), ("reason", skipped.Reason),
        .. Told("version_id", skipped.VersionId), .. skipped.IsDeleteMarker ? [("delete_marker", (object)true)] : Array.Empty<(string, object)>(),
    ];

    private static IEnumerable<(string, object)> Judged(SyncEvent.Skipped skipped) => skipped.Judge switch
    {
        "MtimeBeforeFilter" or "MtimeAfterFilter" => [.. Told("last_modified", Time(skipped.SourceModified)), .. Told("config_time", skipped.Setting)],
        "SmallerSizeFilter" or "LargerSizeFilter" => [.. Told("content_length", skipped.SourceSize), .. Told("config_size", Number(skipped.Setting))],
        _ when skipped.Judge.EndsWith("RegexFilter", StringComparison.Ordinal) => Told(skipped.Judge.StartsWith("Include", StringComparison.Ordinal) ? "include_regex" : "exclude_regex", skipped.Setting),
        _ => Compared(skipped),
    };

    private static IEnumerable<(string, object)> Compared(SyncEvent.Skipped skipped) =>
    [
        .. Told("checksum_algorithm", skipped.ChecksumAlgorithm?.WireName()),
        .. Told("source_checksum", skipped.SourceChecksum), .. Told("target_checksum", skipped.TargetChecksum),
        .. Told("source_e_tag", skipped.SourceETag?.Value), .. Told("target_e_tag", skipped.TargetETag?.Value),
        .. Told("source_last_modified", Time(skipped.SourceModified)), .. Told("target_last_modified", Time(skipped.TargetModified)),
        .. Told("source_size", skipped.SourceSize), .. Told("target_size", skipped.TargetSize),
    ];

    private static IEnumerable<(string, object)> Told(string name, object? value) => value is null ? [] : [(name, value)];

    private static string? Time(DateTimeOffset? time) => time is { } known ? LogRecord.Time(known) : null;

    private static object? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : text;
}
