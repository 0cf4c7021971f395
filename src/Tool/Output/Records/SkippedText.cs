using System.Globalization;
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
        .. PairFields.Told("version_id", skipped.VersionId), .. skipped.IsDeleteMarker ? [("delete_marker", (object)true)] : Array.Empty<(string, object)>(),
    ];

    private static IEnumerable<(string, object)> Judged(SyncEvent.Skipped skipped) => skipped.Judge switch
    {
        "MtimeBeforeFilter" or "MtimeAfterFilter" => [.. PairFields.Told("last_modified", PairFields.Time(skipped.SourceModified)), .. PairFields.Told("config_time", skipped.Setting)],
        "SmallerSizeFilter" or "LargerSizeFilter" => [.. PairFields.Told("content_length", skipped.SourceSize), .. PairFields.Told("config_size", Number(skipped.Setting))],
        _ when skipped.Judge.EndsWith("RegexFilter", StringComparison.Ordinal) => PairFields.Told(skipped.Judge.StartsWith("Include", StringComparison.Ordinal) ? "include_regex" : "exclude_regex", skipped.Setting),
        _ => PairFields.Of(skipped, etag => etag.Value),
    };

    private static object? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : text;
}
