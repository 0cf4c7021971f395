using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using S3Sync.Integrity.Cyclic;
using ArmCrc32 = System.Runtime.Intrinsics.Arm.Crc32;

namespace S3Sync.Integrity;

/// <summary>
/// CRC-32C (Castagnoli, RFC 3720, Appendix B.4). The digest is written big-endian, as S3 writes it; note that <see cref="Crc32"/> of
/// System.IO.Hashing writes little-endian.
/// </summary>
public sealed class Crc32C : NonCryptographicHashAlgorithm
{
    private static readonly CrcTable Table = new(CrcPolynomial.Crc32C);
    private static readonly CrcFolding Folding = new(CrcPolynomial.Crc32C);

    private uint _register = uint.MaxValue;

    /// <summary>Creates the hash of empty content.</summary>
    public Crc32C()
        : base(sizeof(uint))
    {
    }

    /// <summary>The value of content that is at hand, without an instance.</summary>
    public static uint HashToUInt32(ReadOnlySpan<byte> source) => ~Update(uint.MaxValue, source);

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> source) => _register = Update(_register, source);

    /// <inheritdoc/>
    public override void Reset() => _register = uint.MaxValue;

    /// <summary>The register after <paramref name="source"/>, by tables: for machines without the instruction.</summary>
    internal static uint UpdateTable(uint register, ReadOnlySpan<byte> source) => (uint)Table.Update(register, source);

    /// <inheritdoc/>
    protected override void GetCurrentHashCore(Span<byte> destination) => BinaryPrimitives.WriteUInt32BigEndian(destination, ~_register);

    private static uint Update(uint register, ReadOnlySpan<byte> source)
    {
        Span<byte> folded = stackalloc byte[CrcFolding.BlockLength];
        if (Folding.TryFold(register, ref source, folded))
        {
            register = UpdateShort(0, folded);
        }

        return UpdateShort(register, source);
    }

    // One stream of the CRC instruction waits for itself at every step: it is the way for what folding leaves over.
    private static uint UpdateShort(uint register, ReadOnlySpan<byte> source) =>
        Sse42.X64.IsSupported ? UpdateSse(register, source)
            : ArmCrc32.Arm64.IsSupported ? UpdateArm(register, source)
            : UpdateTable(register, source);

    private static uint UpdateSse(uint register, ReadOnlySpan<byte> source)
    {
        ulong wide = register;
        var words = MemoryMarshal.Cast<byte, ulong>(source);
        foreach (var word in words)
        {
            wide = Sse42.X64.Crc32(wide, word);
        }

        register = (uint)wide;
        foreach (var value in source[(words.Length * sizeof(ulong))..])
        {
            register = Sse42.Crc32(register, value);
        }

        return register;
    }

    private static uint UpdateArm(uint register, ReadOnlySpan<byte> source)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(source);
        foreach (var word in words)
        {
            register = ArmCrc32.Arm64.ComputeCrc32C(register, word);
        }

        foreach (var value in source[(words.Length * sizeof(ulong))..])
        {
            register = ArmCrc32.ComputeCrc32C(register, value);
        }

        return register;
    }
}
