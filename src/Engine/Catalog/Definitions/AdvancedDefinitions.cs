using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>Details of reading files and writing objects.</summary>
internal static class AdvancedDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("Advanced",
    [
        Option<SyncOptions>.Flag("warn-as-error", "Take what would be a warning as a failure",
            options => options.WarnAsError, (options, on) => options with { WarnAsError = on }),
        Option<SyncOptions>.Flag("ignore-symlinks", "Leave symbolic links of the source out in place of following them; what they name stays at the target",
            options => options.Local.IgnoreSymlinks, (options, on) => options with { Local = options.Local with { IgnoreSymlinks = on } }) with { Sides = OptionSides.SourceLocal },
        Option<SyncOptions>.Flag("no-guess-mime-type", "Do not guess Content-Type from the file's name",
            options => options.Metadata.NoGuessMimeType, (options, on) => options with { Metadata = options.Metadata with { NoGuessMimeType = on } }) with { Sides = OptionSides.SourceLocal },
        Option<SyncOptions>.Flag("put-last-modified-metadata", "Keep the source's modification time as metadata of the written object",
            options => options.Metadata.PutLastModifiedMetadata, (options, on) => options with { Metadata = options.Metadata with { PutLastModifiedMetadata = on } }) with { Sides = OptionSides.TargetS3 },
        Option<SyncOptions>.Flag("disable-payload-signing", "Leave the content of uploads out of the requests' signatures",
            options => options.Integrity.DisablePayloadSigning, (options, on) => options with { Integrity = options.Integrity with { DisablePayloadSigning = on } }) with { Sides = OptionSides.TargetS3 },
        Option<SyncOptions>.Flag("disable-content-md5-header", "Send no Content-MD5 with uploads; this also disables their verification by ETag",
            options => options.Integrity.DisableContentMd5Header, (options, on) => options with { Integrity = options.Integrity with { DisableContentMd5Header = on } }) with { Sides = OptionSides.TargetS3, Aliases = ["disable-content-md5"] },
        Option<SyncOptions>.Flag("head-each-target", "Look at each target object once more just before it is written; fewer races with other writers",
            options => options.Compare.HeadEachTarget, (options, on) => options with { Compare = options.Compare with { HeadEachTarget = on } }) with { Excludes = ["enable-versioning"] },
        Option<SyncOptions>.Flag("enable-versioning", "Synchronize every version, oldest first, and the latest delete markers; both buckets must be versioned",
            options => options.Versions.Enabled, (options, on) => options with { Versions = options.Versions with { Enabled = on } }) with { Sides = OptionSides.BothS3, Excludes = ["delete", "point-in-time"] },
        Option<SyncOptions>.Instant("point-in-time", "Take the source bucket as it was at this instant; it must be versioned",
            options => options.Versions.PointInTime, (options, value) => options with { Versions = options.Versions with { PointInTime = value } }) with { Sides = OptionSides.SourceS3, ReadsPlainName = true },
        Option<SyncOptions>.Choice("acl", new("ACL", ["private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read", "bucket-owner-full-control"]), "The canned ACL of written objects",
            options => options.Protection.Acl, (options, value) => options with { Protection = options.Protection with { Acl = value } }) with { Sides = OptionSides.TargetS3 },
        Option<SyncOptions>.Integer("max-keys", new(1, short.MaxValue), "Keys in one page of a listing",
            options => options.Connection.MaxKeys, (options, value) => options with { Connection = options.Connection with { MaxKeys = value } }),
        Option<SyncOptions>.Flag("disable-stalled-stream-protection", "Do not give up bodies that no longer move",
            options => options.Connection.DisableStalledStreamProtection, (options, on) => options with { Connection = options.Connection with { DisableStalledStreamProtection = on } }),
        Option<SyncOptions>.Flag("disable-express-one-zone-additional-checksum", "Objects of directory buckets get no CRC64NVME by themselves, and none is verified",
            options => options.Integrity.DisableExpressOneZoneAdditionalChecksum, (options, on) => options with { Integrity = options.Integrity with { DisableExpressOneZoneAdditionalChecksum = on } }),
        Option<SyncOptions>.Flag("if-match", "Overwrite and delete a target object only while it is the one that was compared",
            options => options.Transfer.IfMatch, (options, on) => options with { Transfer = options.Transfer with { IfMatch = on } }) with { Sides = OptionSides.TargetS3, Excludes = ["if-none-match"] },
        Option<SyncOptions>.Flag("if-none-match", "Write only what the target does not have at that moment",
            options => options.Transfer.IfNoneMatch, (options, on) => options with { Transfer = options.Transfer with { IfNoneMatch = on } }) with { Sides = OptionSides.TargetS3 },
        Option<SyncOptions>.Flag("copy-source-if-match", "Copy inside S3 only while the source is the one that was compared",
            options => options.Transfer.CopySourceIfMatch, (options, on) => options with { Transfer = options.Transfer with { CopySourceIfMatch = on } }) with { Sides = OptionSides.BothS3, Requires = "server-side-copy" },
        Option<SyncOptions>.Flag("ignore-glacier-warnings", "Leave archived objects out without a warning",
            options => options.Filter.IgnoreGlacierWarnings, (options, on) => options with { Filter = options.Filter with { IgnoreGlacierWarnings = on } }) with { Sides = OptionSides.SourceS3 },
        Option<SyncOptions>.Flag("report-sync-status", "Compare only: report what is the same, different or missing on either side, and write nothing",
            options => options.Status.Enabled, (options, on) => options with { Status = options.Status with { Enabled = on } }) with { Excludes = ["enable-versioning", "delete"] },
        Option<SyncOptions>.Flag("report-metadata-sync-status", "Report headers and user metadata too",
            options => options.Status.Metadata, (options, on) => options with { Status = options.Status with { Metadata = on } }) with { Sides = OptionSides.BothS3, Requires = "report-sync-status" },
        Option<SyncOptions>.Flag("report-tagging-sync-status", "Report tags too",
            options => options.Status.Tagging, (options, on) => options with { Status = options.Status with { Tagging = on } }) with { Sides = OptionSides.BothS3, Requires = "report-sync-status" },
    ]);
}
