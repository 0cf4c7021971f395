namespace S3Sync.Problems;

/// <summary>What concerns manifests: where they are written, what they say, and whether it is still so.</summary>
public static class ManifestProblems
{
    /// <summary>A file that is read as a manifest does not begin as one.</summary>
    public static Problem NotAManifest(string place) => new("S3S780",
        $"\"{place}\" is no manifest of s3sync: it does not begin as one. Name the file or the object that --manifest wrote.");

    /// <summary>A manifest is of a form that this version does not know.</summary>
    public static Problem ManifestTooNew(string place, string schema) => new("S3S781",
        $"The manifest \"{place}\" is of the form \"{schema}\", which this version of s3sync does not know. Use the version that wrote it, or a newer one.");

    /// <summary>A manifest is cut, changed or no JSON.</summary>
    public static Problem ManifestDamaged(string place, string what) => new("S3S782",
        $"The manifest \"{place}\" is damaged: {what}. Nothing it says can be relied on; take it from where it was kept, or publish anew.");

    /// <summary>A manifest cannot be read at all.</summary>
    public static Problem ManifestUnreadable(string place, string what) => new("S3S783",
        $"The manifest \"{place}\" cannot be read: {what}. Check the name and the permissions.");

    /// <summary>There is no manifest where one was named.</summary>
    public static Problem ManifestMissing(string place) => new("S3S784",
        $"There is no manifest at \"{place}\". Check the name; a run writes one there with --manifest.");
}
