using S3Sync.Integrity;
using S3Sync.Reporting;

namespace S3Sync.Tool.Output.Records;

/// <summary>The fields of what both sides have under one key, by the words of s3sync; what is not known has none.</summary>
internal static class PairFields
{
    /// <summary>The checksum, the ETags, the times and the sizes.</summary>
    /// <param name="pair">The event.</param>
    /// <param name="etag">How an ETag is written: with its quotes or without.</param>
    public static IEnumerable<(string, object)> Of(SyncEvent.OfPair pair, Func<ETag, string> etag) =>
    [
        .. Told("checksum_algorithm", pair.ChecksumAlgorithm?.WireName()),
        .. Told("source_checksum", pair.SourceChecksum), .. Told("target_checksum", pair.TargetChecksum),
        .. Told("source_e_tag", pair.SourceETag is { } source ? etag(source) : null), .. Told("target_e_tag", pair.TargetETag is { } target ? etag(target) : null),
        .. Told("source_last_modified", Time(pair.SourceModified)), .. Told("target_last_modified", Time(pair.TargetModified)),
        .. Told("source_size", pair.SourceSize), .. Told("target_size", pair.TargetSize),
    ];

    /// <summary>A field, when it is known.</summary>
    public static IEnumerable<(string, object)> Told(string name, object? value) => value is null ? [] : [(name, value)];

    /// <summary>An instant, when it is known.</summary>
    public static string? Time(DateTimeOffset? time) => time is { } known ? LogRecord.Time(known) : null;
}
