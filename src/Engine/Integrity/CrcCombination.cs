using System.Buffers.Binary;
using S3Sync.Integrity.Cyclic;

namespace S3Sync.Integrity;

/// <summary>The CRC of two contents one after the other, from their CRCs: parts hash side by side and the whole needs no further read.</summary>
public static class CrcCombination
{
    /// <summary>The big-endian digest of A‖B from the big-endian digests of A and B and B's length in bytes, in O(log length).</summary>
    /// <exception cref="ArgumentException">The algorithm has no combination (SHA-1, SHA-256), a digest has another length, or B's length is negative.</exception>
    public static byte[] Combine(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, long lengthOfB)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthOfB);
        var polynomial = PolynomialOf(algorithm);
        var shifted = polynomial.Multiply(Read(a, polynomial.Width), polynomial.PowerOfX((UInt128)lengthOfB * 8));
        var combined = shifted ^ Read(b, polynomial.Width);
        var digest = new byte[polynomial.Width / 8];
        for (var index = digest.Length - 1; index >= 0; index--, combined >>= 8)
        {
            digest[index] = (byte)combined;
        }

        return digest;
    }

    private static CrcPolynomial PolynomialOf(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => CrcPolynomial.Crc32,
        ChecksumAlgorithm.Crc32C => CrcPolynomial.Crc32C,
        ChecksumAlgorithm.Crc64Nvme => CrcPolynomial.Crc64Nvme,
        _ => throw new ArgumentException("Only CRCs can be combined.", nameof(algorithm)),
    };

    private static ulong Read(ReadOnlySpan<byte> digest, int width) =>
        digest.Length * 8 != width ? throw new ArgumentException("The digest has the length of another algorithm.", nameof(digest))
            : width == 32 ? BinaryPrimitives.ReadUInt32BigEndian(digest)
            : BinaryPrimitives.ReadUInt64BigEndian(digest);
}
