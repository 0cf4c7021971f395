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

    /// <summary>Deletes were asked for, but something else about the run is not as it should be.</summary>
    public static Problem DeletesWithheldTrouble() => new("S3S519",
        "Nothing was deleted because of what is named above. Mend that, then run again.");

    /// <summary>Deletes were asked for, but transfers failed.</summary>
    public static Problem DeletesWithheldFailures(long failures) => new("S3S503",
        $"Nothing was deleted: {failures} of the transfers failed. Mend what is named above, then run again.");

    /// <summary>Deletes were asked for, and the source has nothing at all, so that everything at the target would go.</summary>
    public static Problem DeletesWithheldEmptySource(long planned) => new("S3S570",
        $"Nothing was deleted: the source has no object at all, and {planned} would go at the target. Check SOURCE; when it is meant, allow it with --max-delete {planned}.");

    /// <summary>More deletes were planned than were allowed.</summary>
    public static Problem DeletesWithheldTooMany(long planned, int allowed) => new("S3S571",
        $"Nothing was deleted: {planned} objects would go at the target, and --max-delete allows {allowed}. See which with --dry-run; when they are meant, raise the limit.");

    /// <summary>A source object is archived (Glacier), so that its content cannot be read.</summary>
    public static Problem SourceArchived(string key) => new("S3S572",
        $"\"{key}\" is archived and cannot be read until it is restored. It was skipped, and its counterpart is kept. Restore it (RestoreObject) and run again, or leave it out of the warnings with --ignore-glacier-warnings.");

    /// <summary>A single file as the source, with deletes: everything else at the target would go.</summary>
    public static Problem DeleteWithSingleFile(string path) => new("S3S573",
        $"SOURCE \"{path}\" is a single file, with which nothing at the target can be told to be superfluous. Leave --delete out, or name the file's directory.");

    /// <summary>Something unforeseen happened to one object.</summary>
    public static Problem Unforeseen(string key, string what) => new("S3S506",
        $"\"{key}\" failed: {what}. Run again; if it stays, report it with this line.");

    /// <summary>Something unforeseen ended the run.</summary>
    public static Problem RunBroken(string what) => new("S3S507",
        $"The run ended early: {what}. What was in flight was cleaned up; what was done before is told above. Run again; if it stays, report it with this line.");

    /// <summary>A sink that only informs has failed and was dropped.</summary>
    public static Problem SinkDropped(string sink, string what) => new("S3S508",
        $"The output \"{sink}\" failed and gets no more events: {what}. The run goes on.");

    /// <summary>A source entry disappeared between its listing and its transfer.</summary>
    public static Problem SourceGone(string key) => new("S3S509",
        $"\"{key}\" disappeared from the source after it was listed. It was skipped; run again to bring the target up to date.");

    /// <summary>An object whose stored content disagrees with what was sent, or was to be verified and could not be, was removed, because it was still the version this run wrote.</summary>
    public static Problem BadObjectRemoved(string key) => new("S3S511",
        $"\"{key}\" was stored with content that is not proven to be what was sent, and has been removed from the target. Run again.");

    /// <summary>An object whose stored content disagrees with what was sent could not be removed.</summary>
    public static Problem BadObjectKept(string key) => new("S3S518",
        $"\"{key}\" is stored with content that is not proven to be what was sent, and could not be removed. Do not use it; delete it, then run again.");

    /// <summary>After a write whose answer disagrees with what was sent, another ETag stands under the key than that answer told: it may be anybody's, so it was left.</summary>
    public static Problem BadObjectReplaced(string key) => new("S3S520",
        $"\"{key}\" was answered as stored with content that is not proven to be what was sent, but another version stands there now, which was left alone. Compare it with the source before it is used, then run again.");

    /// <summary>The record that must be complete could not be written.</summary>
    public static Problem AuditFailed(string what) => new("S3S512",
        $"The run ended because its record could not be written: {what}. Mend that, then run again.");

    /// <summary>The same place, or one inside the other, as source and target.</summary>
    public static Problem SamePlace(string source, string target) => new("S3S513",
        $"SOURCE \"{source}\" and TARGET \"{target}\" are the same place or one lies inside the other: the run would read what it writes. Name two separate places.");

    /// <summary>Two directories.</summary>
    public static Problem NoS3Side(string source, string target) => new("S3S514",
        $"Neither SOURCE \"{source}\" nor TARGET \"{target}\" is S3. Name a bucket as s3://bucket/prefix on at least one side.");

    /// <summary>ETags of a directory bucket are random.</summary>
    public static Problem ETagsOfDirectoryBucket(string bucket) => new("S3S515",
        $"Objects of the directory bucket \"{bucket}\" cannot be compared by ETag: their ETags do not depend on the content. Compare by size, or by size and time.");

    /// <summary>A server-side copy with a directory.</summary>
    public static Problem CopyNeedsTwoBuckets(string place) => new("S3S516",
        $"A server-side copy needs S3 on both sides, and \"{place}\" is a directory. Do not ask for it here.");

    /// <summary>A source is another version than the one its transfer began with.</summary>
    public static Problem SourceChanged(string place) => new("S3S517",
        $"\"{place}\" changed while it was read. It is read again; if that goes on, wait until whatever writes it has finished.");

    /// <summary>Hashes of local files were to be remembered where none are computed.</summary>
    public static Problem HashCacheUnused(string path) => new("S3S521",
        $"The hash cache \"{path}\" has no use here: it needs a comparison by ETag, by additional checksum or by content, or a manifest or list of checksums to write, and a directory on one side. Do not ask for it.");

    /// <summary>A customer key lacks its algorithm, itself or its MD5.</summary>
    public static Problem CustomerKeyIncomplete(string side) => new("S3S530",
        $"The {side}'s customer key is not complete. Give all three: --{side}-sse-c AES256, --{side}-sse-c-key and --{side}-sse-c-key-md5.");

    /// <summary>A customer key is not 32 bytes in base64; it is not repeated.</summary>
    public static Problem CustomerKeyInvalid(string side) => new("S3S531",
        $"The {side}'s customer key is not 32 bytes in base64 (it is not shown here). Make one by openssl rand -base64 32, for example.");

    /// <summary>The MD5 that was given is not that of the customer key: one of them has a typing error.</summary>
    public static Problem CustomerKeyMd5Wrong(string side, string md5) => new("S3S532",
        $"\"{md5}\" is not the MD5 of the {side}'s customer key: one of them is mistyped, and an object that is written with a wrong key cannot be read again. Compute the base64 of the MD5 of the key's 32 bytes.");

    /// <summary>Encryption by the service and by a customer key at once.</summary>
    public static Problem EncryptedTwice(string encryption) => new("S3S533",
        $"The target cannot be encrypted by \"{encryption}\" and by a customer key at once. Choose --sse or --target-sse-c.");

    /// <summary>A KMS key without an encryption that uses it.</summary>
    public static Problem KmsKeyWithoutKms(string key) => new("S3S534",
        $"The KMS key \"{key}\" has no use without --sse aws:kms or --sse aws:kms:dsse. Give one of them, or leave the key out.");

    /// <summary>Transfer Acceleration with a custom endpoint, path-style addressing, a directory bucket or a dot in the bucket's name.</summary>
    public static Problem AccelerationImpossible(string place) => new("S3S535",
        $"\"{place}\" cannot be reached by Transfer Acceleration: that is a service of AWS for buckets without a dot in their name, not for directory buckets, and goes with neither an endpoint URL nor path-style addressing. Leave one of these out.");

    /// <summary>A proxy is no http or https URL; it is not repeated, since it may hold a password.</summary>
    public static Problem ProxyInvalid() => new("S3S536",
        "A proxy that was given is no URL (it is not shown here). Write http://[USER:PASSWORD@]HOST[:PORT] or the same with https.");
}
