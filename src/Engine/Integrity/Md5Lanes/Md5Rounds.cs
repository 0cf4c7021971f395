using System.Runtime.CompilerServices;

namespace S3Sync.Integrity.Md5Lanes;

/// <summary>
/// The block function of MD5 (RFC 1321, section 3.4) for any number of streams side by side. One stream's steps wait for each other;
/// several streams' do not, so as many streams as a vector has words cost little more than one.
/// </summary>
/// <typeparam name="TWords">What is computed with.</typeparam>
/// <typeparam name="TWord">The word or the vector of words.</typeparam>
internal static unsafe class Md5Rounds<TWords, TWord>
    where TWords : struct, IMd5Words<TWord>
    where TWord : unmanaged
{
    // The table T of RFC 1321: the integer part of 4294967296 × |sin(i)|, i from 1 in radians.
    private static ReadOnlySpan<uint> Sines =>
    [
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
        0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
        0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
        0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
        0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
        0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
        0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
        0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
    ];

    /// <summary>Adds <paramref name="blocks"/> blocks of 64 bytes of every stream to its state: four words for each stream, word by word.</summary>
    [SkipLocalsInit]
    public static void Add(TWord* state, byte** streams, int blocks)
    {
        var words = stackalloc TWord[16];
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        for (var block = 0; block < blocks; block++)
        {
            TWords.Load(streams, block * (nint)64, words);
            var (wasA, wasB, wasC, wasD) = (a, b, c, d);
            First(ref a, ref b, ref c, ref d, words);
            Second(ref a, ref b, ref c, ref d, words);
            Third(ref a, ref b, ref c, ref d, words);
            Fourth(ref a, ref b, ref c, ref d, words);
            a = TWords.Add(a, wasA);
            b = TWords.Add(b, wasB);
            c = TWords.Add(c, wasC);
            d = TWords.Add(d, wasD);
        }

        (state[0], state[1], state[2], state[3]) = (a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void First(ref TWord a, ref TWord b, ref TWord c, ref TWord d, TWord* words)
    {
        for (var step = 0; step < 16; step += 4)
        {
            a = TWords.Add(TWords.Rotate(TWords.AddChoice(Sum(a, words[step], Sines[step]), b, c, d), 7), b);
            d = TWords.Add(TWords.Rotate(TWords.AddChoice(Sum(d, words[step + 1], Sines[1 + step]), a, b, c), 12), a);
            c = TWords.Add(TWords.Rotate(TWords.AddChoice(Sum(c, words[step + 2], Sines[2 + step]), d, a, b), 17), d);
            b = TWords.Add(TWords.Rotate(TWords.AddChoice(Sum(b, words[step + 3], Sines[3 + step]), c, d, a), 22), c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Second(ref TWord a, ref TWord b, ref TWord c, ref TWord d, TWord* words)
    {
        for (var step = 0; step < 16; step += 4)
        {
            a = TWords.Add(TWords.Rotate(TWords.AddChoice(Sum(a, words[((5 * step) + 1) & 15], Sines[16 + step]), d, b, c), 5), b);
            d = TWords.Add(TWords.Rotate(TWords.AddChoice(Sum(d, words[((5 * step) + 6) & 15], Sines[17 + step]), c, a, b), 9), a);
            c = TWords.Add(TWords.Rotate(TWords.AddChoice(Sum(c, words[((5 * step) + 11) & 15], Sines[18 + step]), b, d, a), 14), d);
            b = TWords.Add(TWords.Rotate(TWords.AddChoice(Sum(b, words[((5 * step) + 16) & 15], Sines[19 + step]), a, c, d), 20), c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Third(ref TWord a, ref TWord b, ref TWord c, ref TWord d, TWord* words)
    {
        for (var step = 0; step < 16; step += 4)
        {
            a = TWords.Add(TWords.Rotate(TWords.AddParity(Sum(a, words[((3 * step) + 5) & 15], Sines[32 + step]), b, c, d), 4), b);
            d = TWords.Add(TWords.Rotate(TWords.AddParity(Sum(d, words[((3 * step) + 8) & 15], Sines[33 + step]), a, b, c), 11), a);
            c = TWords.Add(TWords.Rotate(TWords.AddParity(Sum(c, words[((3 * step) + 11) & 15], Sines[34 + step]), d, a, b), 16), d);
            b = TWords.Add(TWords.Rotate(TWords.AddParity(Sum(b, words[((3 * step) + 14) & 15], Sines[35 + step]), c, d, a), 23), c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fourth(ref TWord a, ref TWord b, ref TWord c, ref TWord d, TWord* words)
    {
        for (var step = 0; step < 16; step += 4)
        {
            a = TWords.Add(TWords.Rotate(TWords.AddMixed(Sum(a, words[(7 * step) & 15], Sines[48 + step]), b, c, d), 6), b);
            d = TWords.Add(TWords.Rotate(TWords.AddMixed(Sum(d, words[((7 * step) + 7) & 15], Sines[49 + step]), a, b, c), 10), a);
            c = TWords.Add(TWords.Rotate(TWords.AddMixed(Sum(c, words[((7 * step) + 14) & 15], Sines[50 + step]), d, a, b), 15), d);
            b = TWords.Add(TWords.Rotate(TWords.AddMixed(Sum(b, words[((7 * step) + 21) & 15], Sines[51 + step]), c, d, a), 21), c);
        }
    }

    // What does not depend on the step before is added first: it is no part of the chain from step to step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWord Sum(TWord a, TWord word, uint sine) => TWords.Add(a, TWords.Add(word, TWords.Same(sine)));
}
