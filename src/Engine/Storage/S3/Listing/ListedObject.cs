using S3Sync.Integrity;

namespace S3Sync.Storage.S3.Listing;

/// <summary>One object of a page.</summary>
/// <param name="Key">The full key, decoded.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">The last-modified time, UTC.</param>
/// <param name="ETag">The entity tag; null when it is not told.</param>
internal readonly record struct ListedObject(string Key, long Size, DateTimeOffset Modified, ETag? ETag)
{
    /// <summary>The version, where versions are listed; null where they are not.</summary>
    public string? VersionId { get; init; }

    /// <summary>A version that says that the object was deleted.</summary>
    public bool IsDeleteMarker { get; init; }

    /// <summary>Its storage class is one that is read only after it was restored.</summary>
    public bool IsArchived { get; init; }
}
