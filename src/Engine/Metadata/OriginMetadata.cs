using System.Globalization;

namespace S3Sync.Metadata;

/// <summary>The user metadata that tells where a written object came from; names and forms are the original's.</summary>
internal static class OriginMetadata
{
    private const string Prefix = "s3sync_origin_";

    /// <summary>The source's last-modified time.</summary>
    public const string LastModified = "s3sync_origin_last_modified";

    /// <summary>The source's version.</summary>
    public const string VersionId = "s3sync_origin_version_id";

    /// <summary>The id of a version without one of its own; a later one without may have taken its place.</summary>
    private const string NullId = "null";

    /// <summary>Whether a name of user metadata tells where an object came from.</summary>
    public static bool IsOwn(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>A time as it is kept: RFC 3339, whole seconds, UTC as an offset.</summary>
    public static string TimeText(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    /// <summary>Whether an object with this metadata was written from a version.</summary>
    public static bool IsOf(IReadOnlyDictionary<string, string> metadata, string? versionId, DateTimeOffset modified) =>
        metadata.TryGetValue(VersionId, out var origin) && origin == versionId
        && (versionId != NullId || (metadata.TryGetValue(LastModified, out var time) && time == TimeText(modified)));
}
