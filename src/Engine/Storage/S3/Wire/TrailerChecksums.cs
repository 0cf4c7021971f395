using System.Buffers.Binary;
using Amazon.Runtime.SharedInterfaces.Internal;
using Amazon.RuntimeDependencies;
using S3Sync.Integrity;

namespace S3Sync.Storage.S3.Wire;

/// <summary>
/// Computes the CRCs of trailers for the SDK, which by itself knows only CRC32 and would load the native library of the AWS Common Runtime
/// for the others. Each block is hashed alone and joined to what came before it.
/// </summary>
internal sealed class TrailerChecksums : IChecksumProvider
{
    /// <summary>Makes it known to the SDK. The SDK has one place for the whole process; whoever else is registered there computes the same values.</summary>
    public static void Register() => GlobalRuntimeDependencyRegistry.Instance.RegisterChecksumProvider(new TrailerChecksums());

    public string Crc32(byte[] source) => Convert.ToBase64String(Digest(ChecksumAlgorithm.Crc32, source));

    public uint Crc32(byte[] source, uint previous) => Continue(ChecksumAlgorithm.Crc32, source, previous);

    public string Crc32C(byte[] source) => Convert.ToBase64String(Digest(ChecksumAlgorithm.Crc32C, source));

    public uint Crc32C(byte[] source, uint previous) => Continue(ChecksumAlgorithm.Crc32C, source, previous);

    public string Crc64NVME(byte[] source) => Convert.ToBase64String(Digest(ChecksumAlgorithm.Crc64Nvme, source));

    public ulong Crc64NVME(byte[] source, ulong previous)
    {
        Span<byte> before = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(before, previous);
        return BinaryPrimitives.ReadUInt64BigEndian(Joined(ChecksumAlgorithm.Crc64Nvme, before, source));
    }

    private static uint Continue(ChecksumAlgorithm algorithm, byte[] source, uint previous)
    {
        Span<byte> before = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(before, previous);
        return BinaryPrimitives.ReadUInt32BigEndian(Joined(algorithm, before, source));
    }

    private static byte[] Joined(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> before, byte[] source) =>
        CrcCombination.Combine(algorithm, before, Digest(algorithm, source), source.Length);

    private static byte[] Digest(ChecksumAlgorithm algorithm, byte[] source)
    {
        using var hasher = ContentHasher.For(algorithm);
        hasher.Append(source);
        return hasher.Finish();
    }
}
