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
    public static Problem FolderMissing(string what, string path, string folder) => new("S3S785",
        $"{what} cannot be written to \"{path}\": there is no directory \"{folder}\". Make it, or name another place.");

    /// <summary>Something that is no file stands where a manifest or the list of digests is to be written.</summary>
    public static Problem PlaceTaken(string what, string path) => new("S3S786",
        $"{what} cannot be written to \"{path}\": a directory, or what is no file at all, stands there. Name a file.");

    /// <summary>A file of the user's stands where a manifest or the list of digests is to be written.</summary>
    public static Problem WouldReplace(string what, string path) => new("S3S787",
        $"{what} is not written to \"{path}\": a file that s3sync did not write is there, and it would be replaced. Name another place, or remove the file.");

    /// <summary>A manifest is to be stored in a bucket without the name of an object.</summary>
    public static Problem ManifestKeyMissing(string place) => new("S3S788",
        $"The place of the manifest \"{place}\" names no object. Write the whole key, as s3://BUCKET/KEY.json.");

    /// <summary>The manifest would be stored under the key of a file that is published.</summary>
    public static Problem ManifestHidesFile(string place, string path) => new("S3S789",
        $"The place of the manifest \"{place}\" is that of \"{path}\", which would never be published. Store the manifest under another key.");

    /// <summary>Two of the files that a run writes for itself are one.</summary>
    public static Problem PlacesAreOne(string what, string other, string path) => new("S3S790",
        $"{what} has the same place as {other}: \"{path}\". Name two files.");

    /// <summary>A manifest or the list of digests could not be written after the run.</summary>
    public static Problem Unwritable(string place, string what) => new("S3S791",
        $"\"{place}\" could not be written after the run: {what}. What the run did is told above, but the record of it is missing. Mend the cause and run again.");

    /// <summary>A manifest in S3 could not be written before the first change.</summary>
    public static Problem UnwritableBefore(string place, string what) => new("S3S771",
        $"\"{place}\" cannot be written: {what}. Nothing was changed, since a manifest that an earlier run left there would go on telling of what is no longer there. Mend the cause and run again.");

    /// <summary>An object of the user's stands where a manifest is to be stored.</summary>
    public static Problem WouldReplaceObject(string place) => new("S3S772",
        $"The manifest is not written to \"{place}\": an object that s3sync did not write is there, and it would be replaced. Name another place, or delete the object.");

    /// <summary>A file that the run writes for itself has the place of a source object at the target.</summary>
    public static Problem HidesObject(string key) => new("S3S773",
        $"\"{key}\" is left out: its place at the target is that of the manifest, the list of digests or the hash cache, which the run writes for itself. Name another place for that.");

    /// <summary>A manifest is larger than one request may store.</summary>
    public static Problem TooLarge(string place, long bytes) => new("S3S792",
        $"\"{place}\" was not written: the manifest is {bytes} bytes, and S3 takes at most 5 GiB in one request. Write it to a file and upload that in parts.");

    /// <summary>A manifest or the list of digests was asked for of a run that writes nothing.</summary>
    public static Problem NothingRecorded(string option, string other) => new("S3S793",
        $"\"{option}\" has no effect with \"{other}\": such a run writes nothing anywhere.");

    /// <summary>A manifest names its target's endpoint, and whoever verifies does not.</summary>
    public static Problem EndpointNeeded(string place, string endpoint) => new("S3S794",
        $"The manifest \"{place}\" was published to the endpoint \"{endpoint}\". A manifest alone does not decide where credentials are sent: give --target-endpoint-url, or name TARGET.");

    /// <summary>Nothing is recorded that an object's content could be compared with.</summary>
    public static Problem NoDigestRecorded(string key) => new("S3S795",
        $"\"{key}\" cannot be proven: the manifest has neither its SHA-256 nor a checksum over the whole of it. Publish it by a run that reads its content.");

    /// <summary>The store keeps nothing that is recorded too.</summary>
    public static Problem NoChecksumStored(string key) => new("S3S796",
        $"\"{key}\" cannot be proven without reading it: the store keeps no checksum that the manifest has too. Verify with --level content.");

    /// <summary>An entry could not be looked at.</summary>
    public static Problem NotLooked(string key) => new("S3S797",
        $"\"{key}\" cannot be looked at: a link or what is no file stands there. Verify the directory that it leads to.");

    /// <summary>The recorded run failed to publish some of its objects.</summary>
    public static Problem RecordedFailures(string target, long failed) => new("S3S798",
        $"The run that published to \"{target}\" failed for {failed} objects, which the manifest names under failed: what there should be of them is not recorded. Run it again.");

    /// <summary>The recorded run took an object for unchanged by time or size alone.</summary>
    public static Problem NeverCompared(string key) => new("S3S770",
        $"\"{key}\" cannot be proven without reading it: it is as the run left it, which passed it by for its time or size without comparing contents. Verify with --level content, or publish with --compare content.");

    /// <summary>The recorded run did not come to its end.</summary>
    public static Problem RecordedRunIncomplete(string target) => new("S3S799",
        $"The run that published to \"{target}\" did not complete, so the manifest may lack objects. Run it again.");
}
