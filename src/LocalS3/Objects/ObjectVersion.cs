using System.Text.Json.Serialization;

namespace S3Sync.LocalS3.Objects;

/// <summary>One version of one key: an object or a delete marker. Immutable; the versions of a key form a chain from the newest on.</summary>
/// <param name="Key">The key.</param>
/// <param name="VersionId">The version id; <c>null</c> (the word) for one written while versioning was not enabled.</param>
/// <param name="Modified">When it was written, to the second as S3 keeps it.</param>
/// <param name="Content">The content; null for a delete marker.</param>
/// <param name="Attributes">What was stored with it.</param>
internal sealed record ObjectVersion(string Key, string VersionId, DateTime Modified, StoredContent? Content, ObjectAttributes Attributes)
{
    /// <summary>The id of a version that was written while versioning was not enabled.</summary>
    public const string NullId = "null";

    /// <summary>The version before this one.</summary>
    [JsonIgnore]
    public ObjectVersion? Older { get; init; }

    /// <summary>Whether this is a delete marker.</summary>
    [JsonIgnore]
    public bool IsDeleteMarker => Content is null;

    /// <summary>The content of a version that is known to be no delete marker.</summary>
    [JsonIgnore]
    public StoredContent Stored => Content ?? throw new InvalidOperationException($"'{Key}' is a delete marker and has no content.");

    /// <summary>This version and those before it.</summary>
    public IEnumerable<ObjectVersion> Chain()
    {
        for (var version = this; version is not null; version = version.Older)
        {
            yield return version;
        }
    }

    /// <summary>The chain without one version; null when nothing is left.</summary>
    public ObjectVersion? Without(string versionId) =>
        VersionId == versionId ? Older : this with { Older = Older?.Without(versionId) };

    /// <summary>The chain with one version replaced at its place.</summary>
    public ObjectVersion Replacing(ObjectVersion replacement) =>
        VersionId == replacement.VersionId ? replacement with { Older = Older } : this with { Older = Older?.Replacing(replacement) };
}
