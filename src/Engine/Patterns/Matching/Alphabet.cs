using System.Text;
using S3Sync.Patterns.Characters;

namespace S3Sync.Patterns.Matching;

/// <summary>Characters that no step of a pattern tells apart are one class: matching looks a class up once a character, and knows few of them.</summary>
internal sealed class Alphabet
{
    private readonly int[] _firsts;
    private readonly ushort[] _classes;
    private readonly ushort[] _ascii = new ushort[0x80];

    /// <summary>Divides all characters by <paramref name="sets"/>; the kind of each class is what edges look at, if <paramref name="words"/> are given.</summary>
    public Alphabet(IReadOnlyList<CodePoints> sets, CodePoints? words)
    {
        CodePoints[] all = words is null ? [.. sets] : [.. sets, words, CodePoints.Of('\n'), CodePoints.Of('\r'), CodePoints.Ascii];
        _firsts = [.. all.SelectMany(set => set.Ranges).SelectMany(range => new[] { range.First, range.Last + 1 }).Append(0).Distinct().Order()];
        _classes = new ushort[_firsts.Length];
        var known = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var kinds = new List<CharacterKind>();
        for (var i = 0; i < _firsts.Length; i++)
        {
            var first = _firsts[i];
            var signature = string.Concat(all.Select(set => set.Contains(first) ? '1' : '0'));
            if (!known.TryGetValue(signature, out _classes[i]))
            {
                _classes[i] = known[signature] = (ushort)known.Count;
                kinds.Add(words is null ? CharacterKind.None : KindOf(first, words));
            }
        }

        Kinds = kinds;
        for (var i = 0; i < _ascii.Length; i++)
        {
            _ascii[i] = Find(i);
        }
    }

    /// <summary>What edges look at, by class.</summary>
    public IReadOnlyList<CharacterKind> Kinds { get; }

    /// <summary>The class of a character.</summary>
    public ushort ClassOf(Rune character) => character.IsAscii ? _ascii[character.Value] : Find(character.Value);

    /// <summary>Which classes a set consists of.</summary>
    public bool[] Members(CodePoints set)
    {
        var members = new bool[Kinds.Count];
        for (var i = 0; i < _firsts.Length; i++)
        {
            members[_classes[i]] |= set.Contains(_firsts[i]);
        }

        return members;
    }

    private ushort Find(int codePoint)
    {
        var index = Array.BinarySearch(_firsts, codePoint);
        return _classes[index >= 0 ? index : ~index - 1];
    }

    private static CharacterKind KindOf(int codePoint, CodePoints words) => codePoint switch
    {
        '\n' => CharacterKind.LineFeed,
        '\r' => CharacterKind.Return,
        _ when !words.Contains(codePoint) => CharacterKind.Other,
        _ => codePoint < 0x80 ? CharacterKind.AsciiWord : CharacterKind.Word,
    };
}

/// <summary>What an edge asks of the character beside it.</summary>
internal enum CharacterKind
{
    /// <summary>There is none: an end of the text. Also every character of a pattern without edges.</summary>
    None,

    /// <summary><c>\n</c>.</summary>
    LineFeed,

    /// <summary><c>\r</c>.</summary>
    Return,

    /// <summary>One of <c>[0-9A-Za-z_]</c>.</summary>
    AsciiWord,

    /// <summary>Another one of <c>\w</c>.</summary>
    Word,

    /// <summary>Anything else.</summary>
    Other,
}
