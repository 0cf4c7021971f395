using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace S3Sync.Integrity.Md5Lanes;

/// <summary>Sixteen streams side by side, for machines with AVX-512.</summary>
internal readonly unsafe struct Md5Words512 : IMd5Words<Vector512<uint>>
{
    public static bool IsSupported => Avx512F.IsSupported && BitConverter.IsLittleEndian;

    public static int Lanes => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Same(uint value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Add(Vector512<uint> left, Vector512<uint> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Rotate(Vector512<uint> value, [ConstantExpected] byte bits) => Avx512F.RotateLeft(value, bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> AddChoice(Vector512<uint> sum, Vector512<uint> mask, Vector512<uint> first, Vector512<uint> second) => sum + Avx512F.TernaryLogic(mask, first, second, 0xCA);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> AddParity(Vector512<uint> sum, Vector512<uint> x, Vector512<uint> y, Vector512<uint> z) => sum + Avx512F.TernaryLogic(x, y, z, 0x96);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> AddMixed(Vector512<uint> sum, Vector512<uint> x, Vector512<uint> y, Vector512<uint> z) => sum + Avx512F.TernaryLogic(x, y, z, 0x39);

    // A matrix of 16 streams × 16 words is transposed: pairs of words, then of pairs, then 4 × 4 quarters for each of the four places in one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(byte** streams, nint offset, Vector512<uint>* words)
    {
        var first = Quarter(streams, offset);
        var second = Quarter(streams + 4, offset);
        var third = Quarter(streams + 8, offset);
        var fourth = Quarter(streams + 12, offset);
        Store(first.Item1, second.Item1, third.Item1, fourth.Item1, words);
        Store(first.Item2, second.Item2, third.Item2, fourth.Item2, words + 1);
        Store(first.Item3, second.Item3, third.Item3, fourth.Item3, words + 2);
        Store(first.Item4, second.Item4, third.Item4, fourth.Item4, words + 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<uint> first, Vector512<uint> second, Vector512<uint> third, Vector512<uint> fourth, Vector512<uint>* words)
    {
        var (low12, low34) = (Avx512F.Shuffle4x128(first, second, 0x44), Avx512F.Shuffle4x128(third, fourth, 0x44));
        var (high12, high34) = (Avx512F.Shuffle4x128(first, second, 0xEE), Avx512F.Shuffle4x128(third, fourth, 0xEE));
        words[0] = Avx512F.Shuffle4x128(low12, low34, 0x88);
        words[4] = Avx512F.Shuffle4x128(low12, low34, 0xDD);
        words[8] = Avx512F.Shuffle4x128(high12, high34, 0x88);
        words[12] = Avx512F.Shuffle4x128(high12, high34, 0xDD);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<uint>, Vector512<uint>, Vector512<uint>, Vector512<uint>) Quarter(byte** streams, nint offset)
    {
        var (a, b) = (Vector512.Load((uint*)(streams[0] + offset)), Vector512.Load((uint*)(streams[1] + offset)));
        var (c, d) = (Vector512.Load((uint*)(streams[2] + offset)), Vector512.Load((uint*)(streams[3] + offset)));
        var (ab, cd) = (Avx512F.UnpackLow(a, b).AsUInt64(), Avx512F.UnpackLow(c, d).AsUInt64());
        var (upperAb, upperCd) = (Avx512F.UnpackHigh(a, b).AsUInt64(), Avx512F.UnpackHigh(c, d).AsUInt64());
        return (Avx512F.UnpackLow(ab, cd).AsUInt32(), Avx512F.UnpackHigh(ab, cd).AsUInt32(),
            Avx512F.UnpackLow(upperAb, upperCd).AsUInt32(), Avx512F.UnpackHigh(upperAb, upperCd).AsUInt32());
    }
}
