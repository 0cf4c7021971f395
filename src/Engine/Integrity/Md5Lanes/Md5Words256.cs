using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace S3Sync.Integrity.Md5Lanes;

/// <summary>Eight streams side by side, for machines with AVX2.</summary>
internal readonly unsafe struct Md5Words256 : IMd5Words<Vector256<uint>>
{
    public static bool IsSupported => Avx2.IsSupported && BitConverter.IsLittleEndian;

    public static int Lanes => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Same(uint value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Add(Vector256<uint> left, Vector256<uint> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Rotate(Vector256<uint> value, [ConstantExpected] byte bits) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateLeft(value, bits) : (value << bits) | (value >>> (32 - bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> AddChoice(Vector256<uint> sum, Vector256<uint> mask, Vector256<uint> first, Vector256<uint> second) =>
        Avx512F.VL.IsSupported ? sum + Avx512F.VL.TernaryLogic(mask, first, second, 0xCA) : sum + Vector256.AndNot(second, mask) + (first & mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> AddParity(Vector256<uint> sum, Vector256<uint> x, Vector256<uint> y, Vector256<uint> z) =>
        Avx512F.VL.IsSupported ? sum + Avx512F.VL.TernaryLogic(x, y, z, 0x96) : sum + (y ^ z ^ x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> AddMixed(Vector256<uint> sum, Vector256<uint> x, Vector256<uint> y, Vector256<uint> z) =>
        Avx512F.VL.IsSupported ? sum + Avx512F.VL.TernaryLogic(x, y, z, 0x39) : sum + (y ^ (x | ~z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(byte** streams, nint offset, Vector256<uint>* words)
    {
        LoadHalf(streams, offset, words);
        LoadHalf(streams, offset + 32, words + 8);
    }

    // A matrix of 8 streams × 8 words is transposed: pairs of words, then of pairs, then of halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadHalf(byte** streams, nint offset, Vector256<uint>* words)
    {
        var (low0, low1, low2, low3) = Quarter(streams, offset);
        var (high0, high1, high2, high3) = Quarter(streams + 4, offset);
        words[0] = Avx2.Permute2x128(low0, high0, 0x20);
        words[1] = Avx2.Permute2x128(low1, high1, 0x20);
        words[2] = Avx2.Permute2x128(low2, high2, 0x20);
        words[3] = Avx2.Permute2x128(low3, high3, 0x20);
        words[4] = Avx2.Permute2x128(low0, high0, 0x31);
        words[5] = Avx2.Permute2x128(low1, high1, 0x31);
        words[6] = Avx2.Permute2x128(low2, high2, 0x31);
        words[7] = Avx2.Permute2x128(low3, high3, 0x31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<uint>, Vector256<uint>, Vector256<uint>, Vector256<uint>) Quarter(byte** streams, nint offset)
    {
        var (a, b) = (Vector256.Load((uint*)(streams[0] + offset)), Vector256.Load((uint*)(streams[1] + offset)));
        var (c, d) = (Vector256.Load((uint*)(streams[2] + offset)), Vector256.Load((uint*)(streams[3] + offset)));
        var (ab, cd) = (Avx2.UnpackLow(a, b).AsUInt64(), Avx2.UnpackLow(c, d).AsUInt64());
        var (upperAb, upperCd) = (Avx2.UnpackHigh(a, b).AsUInt64(), Avx2.UnpackHigh(c, d).AsUInt64());
        return (Avx2.UnpackLow(ab, cd).AsUInt32(), Avx2.UnpackHigh(ab, cd).AsUInt32(),
            Avx2.UnpackLow(upperAb, upperCd).AsUInt32(), Avx2.UnpackHigh(upperAb, upperCd).AsUInt32());
    }
}
