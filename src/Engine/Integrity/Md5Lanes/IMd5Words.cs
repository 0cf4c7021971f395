using System.Diagnostics.CodeAnalysis;

namespace S3Sync.Integrity.Md5Lanes;

/// <summary>
/// The 32-bit words that MD5 computes with: one, or one of each of several streams side by side in a vector. The runtime compiles
/// <see cref="Md5Rounds{TWords, TWord}"/> anew for each of them.
/// </summary>
/// <typeparam name="TWord">The word or the vector of words.</typeparam>
internal unsafe interface IMd5Words<TWord>
    where TWord : unmanaged
{
    /// <summary>The streams.</summary>
    static abstract int Lanes { get; }

    /// <summary>The same word for every stream.</summary>
    static abstract TWord Same(uint value);

    /// <summary>Addition modulo 2^32.</summary>
    static abstract TWord Add(TWord left, TWord right);

    /// <summary>Rotation to the left by a constant.</summary>
    static abstract TWord Rotate(TWord value, [ConstantExpected] byte bits);

    /// <summary>
    /// Adds the bits of <paramref name="first"/> where the mask has ones and those of <paramref name="second"/> elsewhere: the functions F and
    /// G of RFC 1321.
    /// </summary>
    static abstract TWord AddChoice(TWord sum, TWord mask, TWord first, TWord second);

    /// <summary>Adds the exclusive or of three words: the function H.</summary>
    static abstract TWord AddParity(TWord sum, TWord x, TWord y, TWord z);

    /// <summary>Adds the function I.</summary>
    static abstract TWord AddMixed(TWord sum, TWord x, TWord y, TWord z);

    /// <summary>Reads the next 64 bytes of every stream: sixteen words, each with one word of every stream.</summary>
    static abstract void Load(byte** streams, nint offset, TWord* words);
}
