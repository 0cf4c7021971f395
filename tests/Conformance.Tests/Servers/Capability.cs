namespace S3Sync.Conformance.Tests.Servers;

/// <summary>What a scenario needs from the server beyond plain objects, multipart uploads and listings.</summary>
public enum Capability
{
    /// <summary>Faults may be planned on the way to the server: a relay stands between, which speaks http.</summary>
    Faults,

    /// <summary>Content may be damaged where it is stored, which only the project's own server lets a test do.</summary>
    DamageAtRest,

    /// <summary>Directory buckets (S3 Express One Zone).</summary>
    DirectoryBuckets,

    /// <summary>Additional checksums that are sent with a whole object are compared and kept.</summary>
    Checksums,

    /// <summary>Additional checksums of multipart objects over their parts (SHA1, SHA256).</summary>
    CompositeChecksums,

    /// <summary>CRC32 and CRC32C of multipart objects over their parts.</summary>
    CompositeCrc,

    /// <summary>CRC32 and CRC32C of multipart objects over the full object.</summary>
    FullObjectCrc,

    /// <summary>CRC64NVME of multipart objects.</summary>
    MultipartCrc64,

    /// <summary>A Content-MD5, a payload hash or a checksum that does not fit is refused.</summary>
    RefusesDamage,

    /// <summary>SSE-S3 (AES256).</summary>
    SseS3,

    /// <summary>SSE-KMS.</summary>
    SseKms,

    /// <summary>DSSE-KMS.</summary>
    SseDsse,

    /// <summary>Customer keys (SSE-C), over this connection.</summary>
    SseC,

    /// <summary>Storage classes STANDARD_IA, REDUCED_REDUNDANCY and GLACIER.</summary>
    StorageClasses,

    /// <summary>The other storage classes.</summary>
    EveryStorageClass,

    /// <summary>Archived objects that refuse GET.</summary>
    Archives,

    /// <summary>A copy may replace the source's tags.</summary>
    CopyReplacesTags,

    /// <summary>A copy may compute a checksum.</summary>
    CopyChecksums,

    /// <summary>CopyObject heeds x-amz-copy-source-if-match.</summary>
    CopySourceConditions,

    /// <summary>HEAD and GET of one part.</summary>
    PartNumbers,

    /// <summary>GetObjectAttributes tells the parts.</summary>
    ObjectAttributes,

    /// <summary>Versions and delete markers.</summary>
    Versions,

    /// <summary>Buckets whose versioning was suspended.</summary>
    SuspendedVersions,

    /// <summary>Conditional writes and deletes.</summary>
    Conditions,

    /// <summary>Canned ACLs.</summary>
    Acls,

    /// <summary>The ACL of an object in parts that none was set for.</summary>
    AclsOfParts,

    /// <summary>ACLs with grants of any kind, beside the canned ones.</summary>
    Grants,

    /// <summary>Bucket policies that deny.</summary>
    Policies,

    /// <summary>Anonymous requests to public objects.</summary>
    Anonymous,

    /// <summary>User metadata whose names have underscores.</summary>
    UnderscoredMetadata,

    /// <summary>A key of more than 1,024 bytes is refused.</summary>
    RefusesLongKeys,

    /// <summary>User metadata beyond ASCII.</summary>
    UnicodeMetadata,

    /// <summary>Keys with control characters.</summary>
    ControlCharacterKeys,

    /// <summary>Keys with line ends.</summary>
    LineEndKeys,

    /// <summary>Listings begin after the key that they are asked to, and page by any size.</summary>
    RangedListings,
}
