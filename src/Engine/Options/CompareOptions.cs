namespace S3Sync.Options;

/// <summary>The rule that makes a pair different.</summary>
public enum CompareRule
{
    /// <summary>Newer by whole seconds, or another size.</summary>
    TimeAndSize,

    /// <summary>Another size; times are not looked at.</summary>
    Size,

    /// <summary>Another ETag; times are not looked at.</summary>
    ETag,

    /// <summary>Newer by whole seconds, and then another ETag.</summary>
    TimeAndETag,

    /// <summary>Another additional checksum; times are not looked at.</summary>
    Checksum,

    /// <summary>Newer by whole seconds, and then another additional checksum.</summary>
    TimeAndChecksum,

    /// <summary>
    /// Another content, by whatever is stored that speaks of it: the ETag, else an additional checksum. Where nothing does, nothing shows that
    /// it is the same. Times are not looked at.
    /// </summary>
    Content,
}

/// <summary>What makes a pair different.</summary>
public sealed record CompareOptions
{
    /// <summary>The rule.</summary>
    public CompareRule Rule { get; init; }

    /// <summary>
    /// The absolute path of the file in which ETags and checksums of local files are remembered, so that an unchanged one is not read again;
    /// null for none. Only where contents are compared, and with a directory on one side.
    /// </summary>
    public string? HashCache { get; init; }

    /// <summary>The checksum that <see cref="CompareRule.Checksum"/> and <see cref="CompareRule.TimeAndChecksum"/> compare.</summary>
    public Integrity.ChecksumAlgorithm? ChecksumAlgorithm { get; init; }

    /// <summary>Do not list the target and do not compare: transfer whatever the filters leave.</summary>
    public bool RemoveModifiedFilter { get; init; }

    /// <summary>Look at each target object once more by HEAD just before it is written.</summary>
    public bool HeadEachTarget { get; init; }

    /// <summary>
    /// Take the target from the manifest that an earlier run left in S3 (<see cref="ReportOptions.Manifest"/>), in place of listing it; where there
    /// is none that can be trusted, it is listed. With <see cref="CompareRule.Content"/>.
    /// </summary>
    public bool Manifest { get; init; }

    /// <summary>With <see cref="Manifest"/>: list the target all the same, and hold the manifest against it.</summary>
    public bool VerifyRemote { get; init; }

    /// <summary>Look whether the headers of unchanged objects that a rule matches are what the rules say.</summary>
    public bool CheckHeaders { get; init; } = true;
}
