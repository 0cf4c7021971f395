using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace S3Sync.Integrity.Md5Lanes;

/// <summary>One stream.</summary>
internal readonly unsafe struct Md5Word : IMd5Words<uint>
{
    public static int Lanes => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Same(uint value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Add(uint left, uint right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Rotate(uint value, [ConstantExpected] byte bits) => BitOperations.RotateLeft(value, bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddChoice(uint sum, uint mask, uint first, uint second) => sum + (second & ~mask) + (first & mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddParity(uint sum, uint x, uint y, uint z) => sum + (y ^ z ^ x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddMixed(uint sum, uint x, uint y, uint z) => sum + (y ^ (x | ~z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(byte** streams, nint offset, uint* words) => Buffer.MemoryCopy(*streams + offset, words, 64, 64);
}
