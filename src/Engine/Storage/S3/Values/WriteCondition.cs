using S3Sync.Integrity;

namespace S3Sync.Storage.S3.Values;

/// <summary>What must be under a key for a write to be made. "Conditional writes", Amazon S3 User Guide.</summary>
/// <param name="IfMatch">The object with this ETag; null when nothing must be there.</param>
internal sealed record WriteCondition(ETag? IfMatch)
{
    /// <summary>Nothing is there.</summary>
    public static WriteCondition Absent { get; } = new((ETag?)null);

    /// <summary>The value of If-None-Match; null when an object must be there.</summary>
    public string? IfNoneMatch => IfMatch is null ? "*" : null;
}
