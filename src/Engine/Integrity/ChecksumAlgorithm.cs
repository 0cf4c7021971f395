namespace S3Sync.Integrity;

/// <summary>The additional checksums S3 keeps with an object. "Checking object integrity", Amazon S3 User Guide.</summary>
public enum ChecksumAlgorithm
{
    /// <summary>CRC-32 (ISO-HDLC), 4 bytes, combinable.</summary>
    Crc32,

    /// <summary>CRC-32C (Castagnoli, RFC 3720), 4 bytes, combinable.</summary>
    Crc32C,

    /// <summary>CRC-64/NVME, 8 bytes, combinable, always over the full object.</summary>
    Crc64Nvme,

    /// <summary>SHA-1, 20 bytes; composite for multipart objects.</summary>
    Sha1,

    /// <summary>SHA-256, 32 bytes; composite for multipart objects.</summary>
    Sha256,
}

/// <summary>The wire names and shapes of the checksum algorithms.</summary>
public static class ChecksumAlgorithms
{
    /// <summary>Every algorithm, the cheapest to compute first.</summary>
    public static IReadOnlyList<ChecksumAlgorithm> All { get; } =
        [ChecksumAlgorithm.Crc64Nvme, ChecksumAlgorithm.Crc32C, ChecksumAlgorithm.Crc32, ChecksumAlgorithm.Sha1, ChecksumAlgorithm.Sha256];

    /// <summary>The name in x-amz-checksum-algorithm and on the command line: <c>CRC64NVME</c>.</summary>
    public static string WireName(this ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => "CRC32",
        ChecksumAlgorithm.Crc32C => "CRC32C",
        ChecksumAlgorithm.Crc64Nvme => "CRC64NVME",
        ChecksumAlgorithm.Sha1 => "SHA1",
        ChecksumAlgorithm.Sha256 => "SHA256",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null),
    };

    /// <summary>The header that carries a value: <c>x-amz-checksum-crc64nvme</c>.</summary>
    public static string HeaderName(this ChecksumAlgorithm algorithm) => "x-amz-checksum-" + algorithm.WireName().ToLowerInvariant();

    /// <summary>The digest's length in bytes.</summary>
    public static int DigestLength(this ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 or ChecksumAlgorithm.Crc32C => 4,
        ChecksumAlgorithm.Crc64Nvme => 8,
        ChecksumAlgorithm.Sha1 => 20,
        ChecksumAlgorithm.Sha256 => 32,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null),
    };

    /// <summary>Whether the value of A‖B follows from the values of A and B, so that parts hash side by side.</summary>
    public static bool CanCombine(this ChecksumAlgorithm algorithm) =>
        algorithm is ChecksumAlgorithm.Crc32 or ChecksumAlgorithm.Crc32C or ChecksumAlgorithm.Crc64Nvme;

    /// <summary>Reads a wire name, in exactly its own spelling.</summary>
    public static bool TryParse(string? text, out ChecksumAlgorithm algorithm)
    {
        foreach (var candidate in All)
        {
            if (string.Equals(candidate.WireName(), text, StringComparison.Ordinal))
            {
                algorithm = candidate;
                return true;
            }
        }

        algorithm = default;
        return false;
    }
}
