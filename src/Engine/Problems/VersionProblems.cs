namespace S3Sync.Problems;

/// <summary>What concerns versions of objects, and writes that are bound to what was seen.</summary>
public static class VersionProblems
{
    /// <summary>All versions were asked for of a bucket, or to a bucket, that does not keep them. The state is in words.</summary>
    public static Problem VersioningNeeded(string side, string bucket, string state) => new("S3S540",
        $"The {side} bucket \"{bucket}\" does not keep versions: its versioning {state}. Enable versioning on both buckets, or leave --enable-versioning out.");

    /// <summary>The state at an instant was asked for of a bucket that never kept versions.</summary>
    public static Problem HistoryNeeded(string bucket) => new("S3S541",
        $"What the source bucket \"{bucket}\" was at an instant cannot be told: its versioning was never enabled, so only what is current is there. Leave --point-in-time out.");

    /// <summary>The state at an instant was asked for of a bucket that no longer keeps every version.</summary>
    public static Problem HistorySuspended(string bucket) => new("S3S542",
        $"The versioning of the source bucket \"{bucket}\" is suspended: what was overwritten since then is not there. Up to then its versions tell what it was at the asked instant.");

    /// <summary>Versions that the target has not are older than one that it has; told once a run, with the first such key.</summary>
    public static Problem VersionsUnplaced(string key, int count) => new("S3S543",
        $"{count} of the versions of \"{key}\" are not at the target, and older than one that is: S3 adds a version only after those that are there, so they were left out, "
        + "here and wherever else it is so. Synchronize to an empty prefix to have the whole history.");

    /// <summary>A conditional write or delete found something else at the target than was seen when it was decided on.</summary>
    public static Problem TargetChanged(string place) => new("S3S544",
        $"\"{place}\" was left as it is: what is there is not what was seen when it was compared, or something is there where only new objects were to be written. "
        + "Run again to compare anew, or leave --if-match and --if-none-match out.");

    /// <summary>A copy's source is not what was listed.</summary>
    public static Problem CopySourceChanged(string place) => new("S3S545",
        $"\"{place}\" was not copied: it is not what was listed, and --copy-source-if-match copies nothing else. Run again to list it anew.");
}
