using S3Sync.Integrity;

namespace S3Sync.Storage.S3.Values;

/// <summary>The additional checksum that an object is to be stored with.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Type">What the value of an object in parts is to be over.</param>
/// <param name="IsOptional">Nobody asked for it: it is left out where the endpoint refuses it.</param>
internal sealed record AskedChecksum(ChecksumAlgorithm Algorithm, ChecksumType Type, bool IsOptional)
{
    /// <summary>As S3 and the original have it by default: CRC64NVME over the whole object, which is its only form, the others over the parts.</summary>
    public static AskedChecksum Of(ChecksumAlgorithm algorithm) =>
        new(algorithm, algorithm == ChecksumAlgorithm.Crc64Nvme ? ChecksumType.FullObject : ChecksumType.Composite, IsOptional: false);
}
