using S3Sync.Entries;

namespace S3Sync.Storage.S3.Listing;

/// <summary>
/// Chooses where a range of keys is cut in two: before a folder that is known to be there; within a folder, a little further along its names,
/// counted in the characters that keys of this listing have had so far. A cut that hits nothing costs one request, never a key.
/// </summary>
/// <param name="prefixLength">How many characters all keys begin with.</param>
internal sealed class SplitPoints(int prefixLength)
{
    private const int Ascii = 128;

    private IReadOnlyList<string> _folders = [];

    // Which ASCII characters were seen: names of digits are cut between digits.
    private UInt128 _seen;

    /// <summary>Learns the characters of a key.</summary>
    public void Learn(string key)
    {
        foreach (var unit in key.AsSpan(Math.Min(prefixLength, key.Length)))
        {
            if (unit is > ' ' and < (char)(Ascii - 1))
            {
                _seen |= UInt128.One << unit;
            }
        }
    }

    /// <summary>Learns folders that are there.</summary>
    public void Learn(IReadOnlyList<string> folders) => _folders = [.. folders.Order(Comparer<string>.Create(KeyOrder.Compare))];

    /// <summary>A key strictly after the last one read in a range and before its end; null when none is found.</summary>
    /// <param name="first">The first key of the range's last page.</param>
    /// <param name="last">The last key of that page.</param>
    /// <param name="upTo">The last key that may be in the range; null for the end.</param>
    public string? Within(string first, string last, string? upTo)
    {
        var (from, to) = (FirstAfter(last), upTo is null ? _folders.Count : FirstAfter(upTo));
        return from < to ? _folders[from + ((to - from) / 2)] : Along(first, last, upTo);
    }

    /// <summary>The index of the first folder after a key.</summary>
    private int FirstAfter(string key)
    {
        var (low, high) = (0, _folders.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = KeyOrder.Compare(_folders[middle], key) > 0 ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    // The names of a page differ from some character on. What stands before it changes more slowly: there a step forward passes over whole pages.
    private string? Along(string first, string last, string? upTo)
    {
        var name = Math.Max(prefixLength, last.LastIndexOf('/') + 1);
        var shared = upTo is null ? -1 : last.AsSpan().CommonPrefixLength(upTo);
        for (var at = Math.Min(last.AsSpan().CommonPrefixLength(first), last.Length) - 1; at >= name && at >= shared; at--)
        {
            if (Middle(last[at], at == shared && at < upTo!.Length ? upTo[at] : Ascii) is { } middle) // shared is set by it
            {
                return string.Concat(last.AsSpan(0, at), [middle]);
            }
        }

        return null;
    }

    // The middle one of the seen characters strictly between two.
    private char? Middle(int floor, int ceiling)
    {
        if (floor + 1 >= Math.Min(ceiling, Ascii))
        {
            return null;
        }

        var between = _seen >> (floor + 1) << (floor + 1);
        between = ceiling >= Ascii ? between : between & ((UInt128.One << ceiling) - 1);
        for (var skip = ((int)UInt128.PopCount(between) - 1) / 2; skip > 0; skip--)
        {
            between &= between - 1;
        }

        return between == 0 ? null : (char)(int)UInt128.TrailingZeroCount(between);
    }
}
