namespace S3Sync.LocalS3.Objects;

/// <summary>What is known of a bucket beside its objects.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Region">Its region.</param>
/// <param name="Versioning">Whether versions are kept.</param>
internal sealed record BucketSettings(string Name, DateTime Created, string Region, Versioning Versioning)
{
    /// <summary>The region of a bucket that was made without one.</summary>
    public const string DefaultRegion = "us-east-1";
}

/// <summary>Whether a bucket keeps versions. "Using versioning in S3 buckets", Amazon S3 User Guide.</summary>
internal enum Versioning
{
    /// <summary>It never did.</summary>
    Never,

    /// <summary>Every write makes a version.</summary>
    Enabled,

    /// <summary>It did; writes now replace the version named <c>null</c>.</summary>
    Suspended,
}
