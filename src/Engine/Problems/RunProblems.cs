namespace S3Sync.Problems;

/// <summary>What concerns a run as a whole, or how an object fared in it.</summary>
public static class RunProblems
{
    /// <summary>A listing gave keys that do not ascend, so the two sides cannot be joined.</summary>
    public static Problem ListingOutOfOrder(string side, string previous, string key) => new("S3S501",
        $"The {side} listing is out of order: \"{key}\" came after \"{previous}\". The endpoint does not list in UTF-8 key order, so nothing further is transferred or deleted. Report the endpoint's name and version.");

    /// <summary>Deletes were asked for, but an incomplete listing could make them delete what should stay.</summary>
    public static Problem DeletesWithheldIncomplete(string side) => new("S3S502",
        $"Nothing was deleted: the {side} listing is incomplete. Mend what is named above, then run again.");

    /// <summary>Deletes were asked for, but transfers failed.</summary>
    public static Problem DeletesWithheldFailures(long failures) => new("S3S503",
        $"Nothing was deleted: {failures} of the transfers failed. Mend what is named above, then run again.");

    /// <summary>A source object kept changing or breaking until the retries were used up.</summary>
    public static Problem RetriesUsedUp(string key, int tries, string last) => new("S3S504",
        $"\"{key}\" was tried {tries} times and did not arrive; the last reason: {last}");

    /// <summary>An object will be transferred again.</summary>
    public static Problem TransferredAgain(string key, string reason) => new("S3S505",
        $"\"{key}\" is transferred again: {reason}");

    /// <summary>Something unforeseen happened to one object.</summary>
    public static Problem Unforeseen(string key, string what) => new("S3S506",
        $"\"{key}\" failed: {what}. Run again; if it stays, report it with this line.");

    /// <summary>Something unforeseen ended the run.</summary>
    public static Problem RunBroken(string what) => new("S3S507",
        $"The run ended early: {what}. What was in flight was cleaned up; nothing was deleted. Run again; if it stays, report it with this line.");

    /// <summary>A sink that only informs has failed and was dropped.</summary>
    public static Problem SinkDropped(string sink, string what) => new("S3S508",
        $"The output \"{sink}\" failed and gets no more events: {what}. The run goes on.");

    /// <summary>A source entry disappeared between its listing and its transfer.</summary>
    public static Problem SourceGone(string key) => new("S3S509",
        $"\"{key}\" disappeared from the source after it was listed. It was skipped; run again to bring the target up to date.");

    /// <summary>A multipart upload could not be removed.</summary>
    public static Problem UploadLeftBehind(string key, string uploadId, string cause) => new("S3S510",
        $"The unfinished upload \"{uploadId}\" of \"{key}\" could not be removed: {cause}. Its parts cost storage until a lifecycle rule or AbortMultipartUpload removes them.");

    /// <summary>An object whose stored content disagrees with what was sent could not be removed, or was.</summary>
    public static Problem BadObjectHandled(string key, bool removed) => new("S3S511", removed
        ? $"\"{key}\" was stored with content that disagrees with what was sent, and has been removed from the target. Run again."
        : $"\"{key}\" is stored with content that disagrees with what was sent, and could not be removed. Do not use it; delete it, then run again.");
}
