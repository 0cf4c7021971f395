using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;

namespace S3Sync.Integrity.Cyclic;

/// <summary>
/// Reflected CRCs by carry-less multiplication: long content is folded to 16 bytes that have the same remainder, four vectors side by side.
/// The method is that of "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction" (Intel, 2009), for the reflected bit
/// order. A polynomial of fewer than 64 bits is folded by the same constants, moved to the high end.
/// </summary>
internal sealed class CrcFolding(CrcPolynomial polynomial)
{
    /// <summary>The length of the block that stays.</summary>
    public const int BlockLength = 16;

    private const int Lanes = 4;

    // Shorter content is not worth the wider vectors, whose halves must be folded together in the end.
    private const int LeastFor128 = 8 * BlockLength;
    private const int LeastForWider = 32 * BlockLength;

    private readonly Vector128<ulong> _over1 = Distance(polynomial, BlockLength);
    private readonly Vector128<ulong> _over2 = Distance(polynomial, 2 * BlockLength);
    private readonly Vector128<ulong> _over4 = Distance(polynomial, 4 * BlockLength);
    private readonly Vector128<ulong> _over8 = Distance(polynomial, 8 * BlockLength);
    private readonly Vector128<ulong> _over16 = Distance(polynomial, 16 * BlockLength);

    /// <summary>The widest vectors this machine multiplies, in bits; 0 when it has no instruction.</summary>
    public static int WidestVector =>
        !BitConverter.IsLittleEndian ? 0
        : Pclmulqdq.V512.IsSupported ? 512
        : Pclmulqdq.V256.IsSupported ? 256
        : Pclmulqdq.IsSupported || ArmAes.IsSupported ? 128
        : 0;

    /// <summary>
    /// Folds the register and whole blocks of <paramref name="source"/> into <paramref name="folded"/> and returns the rest; all of it when
    /// it is too short.
    /// </summary>
    public bool TryFold(ulong register, ref ReadOnlySpan<byte> source, scoped Span<byte> folded) => TryFold(register, ref source, folded, WidestVector);

    /// <summary>The same with vectors of at most <paramref name="width"/> bits, which the machine must have.</summary>
    internal bool TryFold(ulong register, ref ReadOnlySpan<byte> source, scoped Span<byte> folded, int width)
    {
        if (width == 0 || source.Length < LeastFor128)
        {
            return false;
        }

        var wide = source.Length >= LeastForWider ? width : 128;
        var one = wide switch
        {
            512 => Fold512(register, ref source),
            256 => Fold256(register, ref source),
            _ => Fold128(register, ref source),
        };
        foreach (var block in MemoryMarshal.Cast<byte, Vector128<ulong>>(source))
        {
            one = Step(one, _over1) ^ block;
        }

        source = source[(source.Length / BlockLength * BlockLength)..];
        one.AsByte().CopyTo(folded);
        return true;
    }

    private Vector128<ulong> Fold512(ulong register, ref ReadOnlySpan<byte> source)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector512<ulong>>(source);
        var (over, next) = (Vector512.Create(Vector256.Create(_over16)), Lanes);
        var (first, second, third, fourth) = (vectors[0] ^ Vector512.CreateScalar(register), vectors[1], vectors[2], vectors[3]);
        for (; next + Lanes <= vectors.Length; next += Lanes)
        {
            first = Step(first, over) ^ vectors[next];
            second = Step(second, over) ^ vectors[next + 1];
            third = Step(third, over) ^ vectors[next + 2];
            fourth = Step(fourth, over) ^ vectors[next + 3];
        }

        over = Vector512.Create(Vector256.Create(_over4));
        first = Step(Step(Step(first, over) ^ second, over) ^ third, over) ^ fourth;
        source = source[(next * Vector512<byte>.Count)..];
        return Join(Step(first.GetLower(), Vector256.Create(_over2)) ^ first.GetUpper());
    }

    private Vector128<ulong> Fold256(ulong register, ref ReadOnlySpan<byte> source)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector256<ulong>>(source);
        var (over, next) = (Vector256.Create(_over8), Lanes);
        var (first, second, third, fourth) = (vectors[0] ^ Vector256.CreateScalar(register), vectors[1], vectors[2], vectors[3]);
        for (; next + Lanes <= vectors.Length; next += Lanes)
        {
            first = Step(first, over) ^ vectors[next];
            second = Step(second, over) ^ vectors[next + 1];
            third = Step(third, over) ^ vectors[next + 2];
            fourth = Step(fourth, over) ^ vectors[next + 3];
        }

        over = Vector256.Create(_over2);
        first = Step(Step(Step(first, over) ^ second, over) ^ third, over) ^ fourth;
        source = source[(next * Vector256<byte>.Count)..];
        return Join(first);
    }

    private Vector128<ulong> Fold128(ulong register, ref ReadOnlySpan<byte> source)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector128<ulong>>(source);
        var (over, next) = (_over4, Lanes);
        var (first, second, third, fourth) = (vectors[0] ^ Vector128.CreateScalar(register), vectors[1], vectors[2], vectors[3]);
        for (; next + Lanes <= vectors.Length; next += Lanes)
        {
            first = Step(first, over) ^ vectors[next];
            second = Step(second, over) ^ vectors[next + 1];
            third = Step(third, over) ^ vectors[next + 2];
            fourth = Step(fourth, over) ^ vectors[next + 3];
        }

        source = source[(next * BlockLength)..];
        return Step(Step(Step(first, _over1) ^ second, _over1) ^ third, _over1) ^ fourth;
    }

    private Vector128<ulong> Join(Vector256<ulong> vector) => Step(vector.GetLower(), _over1) ^ vector.GetUpper();

    private static Vector512<ulong> Step(Vector512<ulong> vector, Vector512<ulong> distance) =>
        Pclmulqdq.V512.CarrylessMultiply(vector, distance, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(vector, distance, 0x11);

    private static Vector256<ulong> Step(Vector256<ulong> vector, Vector256<ulong> distance) =>
        Pclmulqdq.V256.IsSupported
            ? Pclmulqdq.V256.CarrylessMultiply(vector, distance, 0x00) ^ Pclmulqdq.V256.CarrylessMultiply(vector, distance, 0x11)
            : Vector256.Create(Step(vector.GetLower(), distance.GetLower()), Step(vector.GetUpper(), distance.GetUpper()));

    private static Vector128<ulong> Step(Vector128<ulong> block, Vector128<ulong> distance) =>
        Pclmulqdq.IsSupported
            ? Pclmulqdq.CarrylessMultiply(block, distance, 0x00) ^ Pclmulqdq.CarrylessMultiply(block, distance, 0x11)
            : ArmAes.PolynomialMultiplyWideningLower(block.GetLower(), distance.GetLower()) ^ ArmAes.PolynomialMultiplyWideningUpper(block, distance);

    // In the reflected order a carry-less product of two 64-bit values stands one x too high, so each exponent is one less than the distance:
    // the block's first eight bytes are x^64 above its last eight.
    private static Vector128<ulong> Distance(CrcPolynomial polynomial, uint bytes)
    {
        var high = 64 - polynomial.Width;
        return Vector128.Create(polynomial.PowerOfX((bytes * 8) + 63) << high, polynomial.PowerOfX((bytes * 8) - 1) << high);
    }
}
