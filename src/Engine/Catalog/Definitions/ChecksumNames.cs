using S3Sync.Integrity;

namespace S3Sync.Catalog.Definitions;

/// <summary>The additional checksums as options name them.</summary>
internal static class ChecksumNames
{
    public static OptionKind.Choice Choice { get; } = new("ALGORITHM", ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"]);

    public static ChecksumAlgorithm? Parse(string name) => ChecksumAlgorithms.TryParse(name, out var algorithm) ? algorithm : null;
}
