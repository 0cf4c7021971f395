using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;

namespace S3Sync.Integrity.Cyclic;

/// <summary>
/// CRC-64/NVME by carry-less multiplication: long content is folded to 16 bytes that have the same remainder. The method is that of
/// "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction" (Intel, 2009), for the reflected bit order.
/// </summary>
internal static class Crc64Folding
{
    /// <summary>The length of the block that stays.</summary>
    public const int BlockLength = 16;

    /// <summary>Shorter content is not worth folding.</summary>
    public const int LeastLength = 8 * BlockLength;

    private const int Lanes = 4;

    // In the reflected order a carry-less product of two 64-bit values stands one x too high, so each exponent is one less than the distance:
    // the block's first eight bytes are x^64 above its last eight.
    private static readonly Vector128<ulong> OverOneBlock = Distance(128);
    private static readonly Vector128<ulong> OverFourBlocks = Distance(512);

    /// <summary>Whether this machine has the instruction.</summary>
    public static bool IsSupported => BitConverter.IsLittleEndian && (Pclmulqdq.IsSupported || ArmAes.IsSupported);

    /// <summary>Folds the register and all whole blocks of <paramref name="source"/> into <paramref name="folded"/>; returns the rest.</summary>
    public static ReadOnlySpan<byte> Fold(ulong register, ReadOnlySpan<byte> source, scoped Span<byte> folded)
    {
        var blocks = MemoryMarshal.Cast<byte, Vector128<ulong>>(source);
        var first = blocks[0] ^ Vector128.Create(register, 0);
        var second = blocks[1];
        var third = blocks[2];
        var fourth = blocks[3];
        var next = Lanes;
        for (; next + Lanes <= blocks.Length; next += Lanes)
        {
            first = Step(first, OverFourBlocks) ^ blocks[next];
            second = Step(second, OverFourBlocks) ^ blocks[next + 1];
            third = Step(third, OverFourBlocks) ^ blocks[next + 2];
            fourth = Step(fourth, OverFourBlocks) ^ blocks[next + 3];
        }

        var one = Step(first, OverOneBlock) ^ second;
        one = Step(one, OverOneBlock) ^ third;
        one = Step(one, OverOneBlock) ^ fourth;
        for (; next < blocks.Length; next++)
        {
            one = Step(one, OverOneBlock) ^ blocks[next];
        }

        one.AsByte().CopyTo(folded);
        return source[(blocks.Length * BlockLength)..];
    }

    private static Vector128<ulong> Step(Vector128<ulong> block, Vector128<ulong> distance) =>
        Pclmulqdq.IsSupported
            ? Pclmulqdq.CarrylessMultiply(block, distance, 0x00) ^ Pclmulqdq.CarrylessMultiply(block, distance, 0x11)
            : ArmAes.PolynomialMultiplyWideningLower(block.GetLower(), distance.GetLower()) ^ ArmAes.PolynomialMultiplyWideningUpper(block, distance);

    private static Vector128<ulong> Distance(uint bits) =>
        Vector128.Create(CrcPolynomial.Crc64Nvme.PowerOfX(bits + 63), CrcPolynomial.Crc64Nvme.PowerOfX(bits - 1));
}
