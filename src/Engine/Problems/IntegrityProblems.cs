namespace S3Sync.Problems;

/// <summary>What a user reads when content is not what it should be, or cannot be proven to be.</summary>
public static class IntegrityProblems
{
    /// <summary>The endpoint's answer to a PUT or an upload of parts tells another ETag than the bytes that were sent make.</summary>
    public static Problem StoredETagDiffers(string key, string expected, string stored) =>
        new("S3S401", $"The object \"{key}\" was stored with the ETag \"{stored}\", but the bytes sent make \"{expected}\". The content was changed on its way or in the store. Run again; if it stays, check the endpoint and what stands between.");

    /// <summary>The endpoint's answer tells another checksum than the bytes that were sent make.</summary>
    public static Problem StoredChecksumDiffers(string key, string algorithm, string expected, string stored) =>
        new("S3S402", $"The object \"{key}\" was stored with the {algorithm} checksum \"{stored}\", but the bytes sent make \"{expected}\". The content was changed on its way or in the store. Run again; if it stays, check the endpoint and what stands between.");

    /// <summary>What was received makes another ETag than the one the object has; nothing was put under the final name.</summary>
    public static Problem ReceivedETagDiffers(string key, string expected, string received) =>
        new("S3S403", $"The object \"{key}\" has the ETag \"{expected}\", but the bytes received make \"{received}\". The content was changed on its way, or the stored tag is not of this content. Nothing was written under its name. Run again; if it stays, check the stored object.");

    /// <summary>What was received makes another checksum than the one stored with the object; nothing was put under the final name.</summary>
    public static Problem ReceivedChecksumDiffers(string key, string algorithm, string expected, string received) =>
        new("S3S404", $"The object \"{key}\" is stored with the {algorithm} checksum \"{expected}\", but the bytes received make \"{received}\". The content was changed on its way or in the store. Nothing was written under its name. Run again; if it stays, check the stored object.");

    /// <summary>A body ended before or after the length that was announced.</summary>
    public static Problem LengthDiffers(string key, long expected, long received) =>
        new("S3S405", $"The object \"{key}\" has {expected} bytes, but {received} were received. The connection was cut or the object was replaced. Run again.");

    /// <summary>An object stayed wrong after the last try and was removed again, because it was still the version this run wrote.</summary>
    public static Problem BadObjectRemoved(string key) =>
        new("S3S406", $"The object \"{key}\" still disagreed with what was sent after the last try and was removed, so that nothing wrong stays under its name. Run again; if it stays, check the endpoint.");

    /// <summary>An object stayed wrong after the last try and could not be removed, or is another version by now.</summary>
    public static Problem BadObjectKept(string key, string reason) =>
        new("S3S407", $"The object \"{key}\" still disagreed with what was sent after the last try, and it was not removed: {reason}. Look at the object before you rely on it.");
}
