using S3Sync.Integrity;

namespace S3Sync.Entries;

/// <summary>What the manifest of an earlier run says of a target entry.</summary>
/// <param name="Sha256">The SHA-256 of the content that was published, in lower-case hex; null when that was not known.</param>
/// <param name="VersionId">The version that was published; null when none was told.</param>
internal sealed record RecordedObject(string? Sha256, string? VersionId)
{
    /// <summary>The checksums that the store keeps, as it told them.</summary>
    public IReadOnlyList<Checksum> Checksums { get; init; } = [];

    /// <summary>The headers by their lower-case HTTP names; null when they are not known.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The target was looked at, and has something else under this key.</summary>
    public bool IsRefuted { get; init; }
}
