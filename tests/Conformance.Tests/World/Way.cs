namespace S3Sync.Conformance.Tests.World;

/// <summary>Which way content goes.</summary>
public enum Way
{
    /// <summary>A directory to a bucket.</summary>
    Upload,

    /// <summary>A bucket to a directory.</summary>
    Download,

    /// <summary>A bucket to a bucket, through this machine.</summary>
    Relay,

    /// <summary>A bucket to a bucket, inside the server.</summary>
    Copy,
}
