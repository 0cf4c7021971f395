namespace S3Sync.Problems;

/// <summary>What concerns the comparison of the source with what an earlier run recorded.</summary>
public static class RecordProblems
{
    /// <summary>--verify-remote without a manifest to hold the target against.</summary>
    public static Problem NothingToHoldAgainst(string origin, string compare) => new("S3S760",
        $"'{origin}' has no use with '{compare}': it holds a manifest against what is at the target. Give --compare manifest, or leave it out.");

    /// <summary>The previous manifest is asked for, and the target is a directory.</summary>
    public static Problem ManifestOfDirectory(string origin, string path) => new("S3S761",
        $"'{origin}' needs a target in S3, and \"{path}\" is a directory, which is listed without a request. Give --compare content.");

    /// <summary>The previous manifest is asked for, and --manifest does not say where in S3 it is kept.</summary>
    public static Problem NoManifestKept(string origin) => new("S3S762",
        $"'{origin}' needs the manifest that an earlier run left in S3. Say where it is kept: --manifest s3://BUCKET/KEY, in reach of the target's connection.");

    /// <summary>There is no manifest of an earlier run yet.</summary>
    public static Problem NoManifestYet(string place) => new("S3S763",
        $"There is no manifest at \"{place}\" yet, so the target is listed and compared by content. This run leaves one there; if an earlier run did already, check the name.");

    /// <summary>The manifest of an earlier run cannot be relied on.</summary>
    public static Problem ManifestNotTrusted(string place, string why) => new("S3S764",
        $"The manifest \"{place}\" is not relied on: {why}. The target is listed and compared by content, and this run leaves a new manifest.");

    /// <summary>What stands in a manifest from the first change of a run on, until it ends.</summary>
    public static Problem RunNotEnded(string target) => new("S3S765",
        $"A run that changes \"{target}\" has begun and has not ended, or was ended from outside, so nothing is known of what is there. Wait for its end, or run again.");
}
