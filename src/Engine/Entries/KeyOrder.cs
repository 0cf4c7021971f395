namespace S3Sync.Entries;

/// <summary>
/// The order of keys: by their UTF-8 bytes, as S3 lists them ("ListObjectsV2", Amazon S3 API Reference). UTF-16 order differs from it only
/// where a surrogate meets a character above U+D7FF, so the comparison runs on the strings and mends that case.
/// </summary>
internal static class KeyOrder
{
    /// <summary>Less than, equal to or greater than zero, as <paramref name="left"/> comes before, with or after <paramref name="right"/>.</summary>
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length - right.Length;
        }

        return Rank(left[common]) - Rank(right[common]);
    }

    // Surrogates stand for code points above the BMP: they come after U+E000…U+FFFF.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x2000 : unit >= '\uE000' ? unit - 0x800 : unit;
}
