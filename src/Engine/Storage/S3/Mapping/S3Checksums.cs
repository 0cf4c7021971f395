using Amazon.S3.Model;
using S3Sync.Integrity;
using Algorithm = S3Sync.Integrity.ChecksumAlgorithm;
using Checksum = S3Sync.Integrity.Checksum;
using ChecksumType = Amazon.S3.ChecksumType;

namespace S3Sync.Storage.S3.Mapping;

/// <summary>Puts a checksum where each of the SDK's requests wants it, and names our algorithms in the SDK's words.</summary>
internal static class S3Checksums
{
    /// <summary>The SDK's name.</summary>
    public static Amazon.S3.ChecksumAlgorithm Named(Algorithm algorithm) => Amazon.S3.ChecksumAlgorithm.FindValue(algorithm.WireName());

    /// <summary>The SDK's name of what a checksum is over.</summary>
    public static ChecksumType Named(Integrity.ChecksumType type) => type == Integrity.ChecksumType.FullObject ? ChecksumType.FULL_OBJECT : ChecksumType.COMPOSITE;

    public static void Set(PartETag part, Checksum checksum)
    {
        switch (checksum.Algorithm)
        {
            case Algorithm.Crc32: part.ChecksumCRC32 = checksum.Base64; break;
            case Algorithm.Crc32C: part.ChecksumCRC32C = checksum.Base64; break;
            case Algorithm.Crc64Nvme: part.ChecksumCRC64NVME = checksum.Base64; break;
            case Algorithm.Sha1: part.ChecksumSHA1 = checksum.Base64; break;
            case Algorithm.Sha256: part.ChecksumSHA256 = checksum.Base64; break;
        }
    }

    public static void Set(CompleteMultipartUploadRequest request, Checksum checksum)
    {
        request.ChecksumType = Named(checksum.Type);
        switch (checksum.Algorithm)
        {
            case Algorithm.Crc32: request.ChecksumCRC32 = checksum.ToString(); break;
            case Algorithm.Crc32C: request.ChecksumCRC32C = checksum.ToString(); break;
            case Algorithm.Crc64Nvme: request.ChecksumCRC64NVME = checksum.ToString(); break;
            case Algorithm.Sha1: request.ChecksumSHA1 = checksum.ToString(); break;
            case Algorithm.Sha256: request.ChecksumSHA256 = checksum.ToString(); break;
        }
    }
}
