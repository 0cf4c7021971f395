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

    /// <summary>The folder that a manifest or the list of digests is to be written in is not there, or is a file.</summary>
    public static Problem FolderMissing(string option, string path, string folder) => new("S3S785",
        $"{option} \"{path}\" cannot be written: there is no directory \"{folder}\". Make it, or name another place.");

    /// <summary>Something that is no file stands where a manifest or the list of digests is to be written.</summary>
    public static Problem PlaceTaken(string option, string path) => new("S3S786",
        $"{option} \"{path}\" cannot be written: a directory, or what is no file at all, stands there. Name a file.");

    /// <summary>A file of the user's stands where a manifest or the list of digests is to be written.</summary>
    public static Problem WouldReplace(string option, string path) => new("S3S787",
        $"{option} \"{path}\" is not written: a file that s3sync did not write is there, and it would be replaced. Name another place, or remove the file.");

    /// <summary>A manifest is to be stored in a bucket without the name of an object.</summary>
    public static Problem ManifestKeyMissing(string place) => new("S3S788",
        $"--manifest \"{place}\" names no object. Write the whole key, as s3://BUCKET/KEY.json.");

    /// <summary>The manifest would be stored under the key of a file that is published.</summary>
    public static Problem ManifestHidesFile(string place, string path) => new("S3S789",
        $"--manifest \"{place}\" is the place of \"{path}\", which would never be published. Store the manifest under another key.");

    /// <summary>Two of the files that a run writes for itself are one.</summary>
    public static Problem PlacesAreOne(string option, string other, string path) => new("S3S790",
        $"{option} and {other} both name \"{path}\". Name two files.");

    /// <summary>A manifest or the list of digests could not be written after the run.</summary>
    public static Problem Unwritable(string place, string what) => new("S3S791",
        $"\"{place}\" could not be written after the run: {what}. What the run did is told above, but the record of it is missing. Mend the cause and run again.");

    /// <summary>A manifest is larger than one request may store.</summary>
    public static Problem TooLarge(string place, long bytes) => new("S3S792",
        $"\"{place}\" was not written: the manifest is {bytes} bytes, and S3 takes at most 5 GiB in one request. Write it to a file and upload that in parts.");

    /// <summary>A manifest or the list of digests was asked for of a run that writes nothing.</summary>
    public static Problem NothingRecorded(string option, string other) => new("S3S793",
        $"{option} has no effect with {other}: such a run writes nothing anywhere.");
}
