using System.Collections.Immutable;

namespace S3Sync.Patterns.Characters;

/// <summary>A set of code points: ranges in order that neither touch nor overlap. Surrogates are never in it; no text holds one.</summary>
internal sealed class CodePoints
{
    public const int Last = 0x10FFFF;
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;

    private readonly ImmutableArray<(int First, int Last)> _ranges;

    private CodePoints(ImmutableArray<(int First, int Last)> ranges) => _ranges = ranges;

    /// <summary>Nothing.</summary>
    public static CodePoints None { get; } = new([]);

    /// <summary>Every character.</summary>
    public static CodePoints Every { get; } = new([(0, FirstSurrogate - 1), (LastSurrogate + 1, Last)]);

    /// <summary>The ASCII characters.</summary>
    public static CodePoints Ascii { get; } = new([(0, 0x7F)]);

    /// <summary>The ranges, in order.</summary>
    public ImmutableArray<(int First, int Last)> Ranges => _ranges;

    /// <summary>Whether all of it is ASCII.</summary>
    public bool IsAscii => _ranges.Length == 0 || _ranges[^1].Last <= 0x7F;

    /// <summary>One character.</summary>
    public static CodePoints Of(int codePoint) => Of([(codePoint, codePoint)]);

    /// <summary>Ranges in any order, joined where they touch.</summary>
    public static CodePoints Of(IEnumerable<(int First, int Last)> ranges)
    {
        var joined = new List<(int First, int Last)>();
        foreach (var (first, last) in ranges.OrderBy(range => range.First))
        {
            if (joined.Count > 0 && first <= joined[^1].Last + 1)
            {
                joined[^1] = (joined[^1].First, Math.Max(joined[^1].Last, last));
            }
            else
            {
                joined.Add((first, last));
            }
        }

        return new([.. joined.SelectMany(WithoutSurrogates)]);
    }

    /// <summary>What is in either.</summary>
    public CodePoints Or(CodePoints other) => other._ranges.Length == 0 ? this : Of([.. _ranges, .. other._ranges]);

    /// <summary>What is in both.</summary>
    public CodePoints And(CodePoints other) => Not().Or(other.Not()).Not();

    /// <summary>What is here and not there.</summary>
    public CodePoints Except(CodePoints other) => Not().Or(other).Not();

    /// <summary>What is in one of the two only.</summary>
    public CodePoints Xor(CodePoints other) => Or(other).Except(And(other));

    /// <summary>Every other character.</summary>
    public CodePoints Not()
    {
        var gaps = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in _ranges)
        {
            if (first > next)
            {
                gaps.Add((next, first - 1));
            }

            next = last + 1;
        }

        if (next <= Last)
        {
            gaps.Add((next, Last));
        }

        return Of(gaps);
    }

    /// <summary>Whether the character is in it.</summary>
    public bool Contains(int codePoint)
    {
        int low = 0, high = _ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (codePoint < _ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (codePoint > _ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<(int, int)> WithoutSurrogates((int First, int Last) range)
    {
        if (range.Last < FirstSurrogate || range.First > LastSurrogate)
        {
            yield return range;
            yield break;
        }

        if (range.First < FirstSurrogate)
        {
            yield return (range.First, FirstSurrogate - 1);
        }

        if (range.Last > LastSurrogate)
        {
            yield return (LastSurrogate + 1, range.Last);
        }
    }
}
