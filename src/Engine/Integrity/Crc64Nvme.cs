using System.Buffers.Binary;
using System.IO.Hashing;
using S3Sync.Integrity.Cyclic;

namespace S3Sync.Integrity;

/// <summary>
/// CRC-64/NVME (NVM Express NVM Command Set Specification 1.0d, section 5.2.1.3.4), the checksum S3 keeps by default. The digest is written
/// big-endian, as S3 writes it. It is not the CRC-64 of System.IO.Hashing, which is ECMA-182's.
/// </summary>
public sealed class Crc64Nvme : NonCryptographicHashAlgorithm
{
    private static readonly CrcTable Table = new(CrcPolynomial.Crc64Nvme);
    private static readonly CrcFolding Folding = new(CrcPolynomial.Crc64Nvme);

    private ulong _register = ulong.MaxValue;

    /// <summary>Creates the hash of empty content.</summary>
    public Crc64Nvme()
        : base(sizeof(ulong))
    {
    }

    /// <summary>The value of content that is at hand, without an instance.</summary>
    public static ulong HashToUInt64(ReadOnlySpan<byte> source) => ~Update(ulong.MaxValue, source);

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> source) => _register = Update(_register, source);

    /// <inheritdoc/>
    public override void Reset() => _register = ulong.MaxValue;

    /// <summary>The register after <paramref name="source"/>, by tables: for machines without carry-less multiplication, and for short ends.</summary>
    internal static ulong UpdateTable(ulong register, ReadOnlySpan<byte> source) => Table.Update(register, source);

    /// <inheritdoc/>
    protected override void GetCurrentHashCore(Span<byte> destination) => BinaryPrimitives.WriteUInt64BigEndian(destination, ~_register);

    private static ulong Update(ulong register, ReadOnlySpan<byte> source)
    {
        Span<byte> folded = stackalloc byte[CrcFolding.BlockLength];
        if (Folding.TryFold(register, ref source, folded))
        {
            register = UpdateTable(0, folded);
        }

        return UpdateTable(register, source);
    }
}
