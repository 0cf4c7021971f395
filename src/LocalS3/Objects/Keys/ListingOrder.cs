namespace S3Sync.LocalS3.Objects.Keys;

/// <summary>The order in which a bucket lists its keys.</summary>
internal abstract class ListingOrder : IComparer<string>
{
    /// <summary>By UTF-8 bytes, as general purpose buckets list.</summary>
    public static ListingOrder Utf8 { get; } = new Utf8Order();

    /// <summary>By a hash of the key, stable and without meaning, as directory buckets list.</summary>
    public static ListingOrder Scattered { get; } = new ScatteredOrder();

    /// <inheritdoc/>
    public abstract int Compare(string? x, string? y);

    private sealed class Utf8Order : ListingOrder
    {
        public override int Compare(string? x, string? y)
        {
            var common = x.AsSpan().CommonPrefixLength(y);
            return common == x!.Length || common == y!.Length ? x.Length - y!.Length : Rank(x[common]) - Rank(y[common]); // keys of an index are never null
        }

        // UTF-16 order differs from UTF-8 order only here: surrogates stand for code points above U+FFFF.
        private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x2000 : unit >= '\uE000' ? unit - 0x800 : unit;
    }

    private sealed class ScatteredOrder : ListingOrder
    {
        public override int Compare(string? x, string? y)
        {
            var byHash = Hash(x!).CompareTo(Hash(y!)); // keys of an index are never null
            return byHash != 0 ? byHash : string.CompareOrdinal(x, y);
        }

        // FNV-1a, finished by a multiplication that spreads the last characters over all bits; the empty key is the beginning.
        private static ulong Hash(string key)
        {
            var hash = 0xcbf29ce484222325UL;
            foreach (var unit in key)
            {
                hash = (hash ^ unit) * 0x100000001b3UL;
            }

            return key.Length == 0 ? 0 : (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15UL;
        }
    }
}
