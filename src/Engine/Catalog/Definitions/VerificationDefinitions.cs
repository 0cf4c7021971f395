using S3Sync.Integrity;
using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>What is verified, and with which checksum.</summary>
internal static class VerificationDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("Verification",
    [
        Option<SyncOptions>.Choice("additional-checksum-algorithm", new("ALGORITHM", ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"]),
            "Send this checksum with every upload and have it stored: CRC32, CRC32C, CRC64NVME, SHA1 or SHA256",
            options => options.Integrity.AdditionalChecksumAlgorithm?.WireName(),
            (options, value) => options with { Integrity = options.Integrity with { AdditionalChecksumAlgorithm = Algorithm(value) } }) with { Sides = OptionSides.TargetS3 },
        Option<SyncOptions>.Flag("enable-additional-checksum", "Verify the source's stored additional checksum besides its ETag",
            options => options.Integrity.EnableAdditionalChecksum,
            (options, on) => options with { Integrity = options.Integrity with { EnableAdditionalChecksum = on } }) with { Sides = OptionSides.SourceS3 },
        Option<SyncOptions>.Flag("disable-additional-checksum-verify", "Do not compare additional checksums, which are sent and stored all the same",
            options => options.Integrity.DisableAdditionalChecksumVerify,
            (options, on) => options with { Integrity = options.Integrity with { DisableAdditionalChecksumVerify = on } }) with { Excludes = ["enable-additional-checksum"] },
        Option<SyncOptions>.Flag("disable-etag-verify", "Do not verify by ETag",
            options => options.Integrity.DisableETagVerify,
            (options, on) => options with { Integrity = options.Integrity with { DisableETagVerify = on } }),
    ]);

    private static ChecksumAlgorithm? Algorithm(string name) => ChecksumAlgorithms.TryParse(name, out var algorithm) ? algorithm : null;
}
