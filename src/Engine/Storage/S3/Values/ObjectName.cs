namespace S3Sync.Storage.S3.Values;

/// <summary>What is asked for in a bucket: a key, and one of its versions or whatever is the latest by then.</summary>
/// <param name="Key">The full key.</param>
/// <param name="VersionId">The version, <c>null</c> in letters for the one without an id of its own; null for the latest.</param>
internal readonly record struct ObjectName(string Key, string? VersionId = null)
{
    /// <summary>The latest version of a key.</summary>
    public static implicit operator ObjectName(string key) => new(key);
}
