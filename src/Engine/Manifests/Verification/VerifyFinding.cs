using S3Sync.Problems;

namespace S3Sync.Manifests.Verification;

/// <summary>How much is proven of what a manifest says.</summary>
public enum VerifyLevel
{
    /// <summary>By listing: key, size, and the ETag where one is recorded.</summary>
    Presence,

    /// <summary>By asking for each object, without reading it: what the store keeps as its checksum, and the headers. A file is read.</summary>
    Checksum,

    /// <summary>By reading each object: its SHA-256, and the headers.</summary>
    Content,
}

/// <summary>What was found of one object.</summary>
public enum VerifyKind
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>Its size is another one.</summary>
    Size,

    /// <summary>Its ETag is another one.</summary>
    ETag,

    /// <summary>Its stored checksum is another one.</summary>
    Checksum,

    /// <summary>Its content is another one.</summary>
    Content,

    /// <summary>One of its headers is another one.</summary>
    Header,

    /// <summary>It is there, and the manifest does not have it.</summary>
    Extra,

    /// <summary>Nothing tells whether it is what was published.</summary>
    Unproven,
}

/// <summary>One thing that is not as the manifest says, or cannot be proven to be.</summary>
/// <param name="Key">The key relative to the target; null when it concerns the whole run that was recorded.</param>
/// <param name="Kind">What it is.</param>
public sealed record VerifyFinding(string? Key, VerifyKind Kind)
{
    /// <summary>What differs, where there are several: the header's name, the checksum's algorithm.</summary>
    public string? Name { get; init; }

    /// <summary>What the manifest says; null when it says nothing.</summary>
    public string? Recorded { get; init; }

    /// <summary>What was found; null when nothing was.</summary>
    public string? Found { get; init; }

    /// <summary>Why nothing could be proven; null for a difference.</summary>
    public Problem? Problem { get; init; }
}

/// <summary>What a verification came to.</summary>
/// <param name="Manifest">What the manifest says before its entries.</param>
/// <param name="Target">Where it was looked.</param>
/// <param name="Objects">Entries that were looked at.</param>
/// <param name="Proven">Entries that are as recorded, as far as the level goes.</param>
/// <param name="Different">Entries that differ.</param>
/// <param name="Extra">Objects that the manifest does not have; 0 unless they were asked for.</param>
/// <param name="Unproven">Entries, and objects that the recorded run failed to publish, of which nothing could be proven.</param>
public sealed record VerifyReport(ManifestHeader Manifest, string Target, long Objects, long Proven, long Different, long Extra, long Unproven);
