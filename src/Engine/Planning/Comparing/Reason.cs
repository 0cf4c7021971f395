namespace S3Sync.Planning.Comparing;

/// <summary>Why an entry is transferred.</summary>
internal enum Reason
{
    /// <summary>The target has nothing under this key.</summary>
    Missing,

    /// <summary>The source is newer by at least a second.</summary>
    Newer,

    /// <summary>The sizes differ.</summary>
    SizeDiffers,

    /// <summary>The ETags differ.</summary>
    ETagDiffers,

    /// <summary>The additional checksums differ.</summary>
    ChecksumDiffers,

    /// <summary>One side lacks the additional checksum that is compared.</summary>
    ChecksumMissing,

    /// <summary>The ETag is no digest of the content, and no stored checksum settles it.</summary>
    ETagTellsNothing,

    /// <summary>Nothing is compared, as asked.</summary>
    Asked,

    /// <summary>The file that was found the same has changed since.</summary>
    ChangedSince,

    /// <summary>The target has something else than the manifest says.</summary>
    NotAsRecorded,

    /// <summary>A version that the target has not.</summary>
    NewVersion,

    /// <summary>The target has a symbolic link where a file belongs; the link itself is replaced.</summary>
    TargetIsLink,
}

/// <summary>The reasons as words.</summary>
internal static class Reasons
{
    /// <summary>The reason as it is shown.</summary>
    public static string InWords(this Reason reason) => reason switch
    {
        Reason.Missing => "not at the target",
        Reason.Newer => "newer than the target",
        Reason.SizeDiffers => "another size",
        Reason.ETagDiffers => "another ETag",
        Reason.ChecksumDiffers => "another checksum",
        Reason.ChecksumMissing => "a side lacks the checksum to compare",
        Reason.ETagTellsNothing => "the ETag of an encrypted object tells nothing, and no stored checksum does",
        Reason.Asked => "not compared, as asked",
        Reason.ChangedSince => "changed since it was compared",
        Reason.NotAsRecorded => "the target is not as the manifest says",
        Reason.NewVersion => "a version that is not at the target",
        Reason.TargetIsLink => "the target is a link",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
