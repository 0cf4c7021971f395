using S3Sync.Integrity;
using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>What is verified, and with which checksum.</summary>
internal static class VerificationDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("Verification",
    [
        Option<SyncOptions>.Choice("additional-checksum-algorithm", ChecksumNames.Choice,
            "Send this checksum with every upload and have it stored, in place of CRC64NVME which is sent where the endpoint takes it: CRC32, CRC32C, CRC64NVME, SHA1 or SHA256",
            options => options.Integrity.AdditionalChecksumAlgorithm?.WireName(),
            (options, value) => options with { Integrity = options.Integrity with { AdditionalChecksumAlgorithm = ChecksumNames.Parse(value) } }) with { Sides = OptionSides.TargetS3 },
        Option<SyncOptions>.Flag("enable-additional-checksum", "Verify the source's stored additional checksum besides its ETag",
            options => options.Integrity.EnableAdditionalChecksum,
            (options, on) => options with { Integrity = options.Integrity with { EnableAdditionalChecksum = on } }) with { Sides = OptionSides.SourceS3 },
        Option<SyncOptions>.Flag("disable-additional-checksum-verify", "Do not compare additional checksums, which are sent and stored all the same",
            options => options.Integrity.DisableAdditionalChecksumVerify,
            (options, on) => options with { Integrity = options.Integrity with { DisableAdditionalChecksumVerify = on } }) with { Excludes = ["enable-additional-checksum"] },
        Option<SyncOptions>.Flag("disable-etag-verify", "Do not verify by ETag",
            options => options.Integrity.DisableETagVerify,
            (options, on) => options with { Integrity = options.Integrity with { DisableETagVerify = on } }),
        Option<SyncOptions>.Flag("full-object-checksum", "Keep CRC32 and CRC32C of objects in parts over the full object, not over the parts; CRC64NVME always is",
            options => options.Integrity.FullObjectChecksum, (options, on) => options with { Integrity = options.Integrity with { FullObjectChecksum = on } }) with { Sides = OptionSides.TargetS3 },
        Option<SyncOptions>.Flag("disable-multipart-verify", "Do not verify objects in parts by what depends on their parts: their ETag and composite checksums",
            options => options.Integrity.DisableMultipartVerify, (options, on) => options with { Integrity = options.Integrity with { DisableMultipartVerify = on } }),
        Option<SyncOptions>.Flag("require-verification", "Take an object that nothing could verify as a failure",
            options => options.Integrity.RequireVerification, (options, on) => options with { Integrity = options.Integrity with { RequireVerification = on } }) with { ReadsPlainName = false },
    ]);
}
