using System.Collections.Frozen;
using System.Globalization;

namespace S3Sync.Patterns.Characters;

/// <summary>Scripts, properties and case folding of the Unicode Character Database, read from the table in this assembly; not thread-safe, made for one pattern.</summary>
internal sealed class CharacterTable
{
    private readonly Lazy<FrozenDictionary<string, string>> _lines = new(ReadLines);
    private readonly Lazy<CaseFolding> _folding;

    public CharacterTable() => _folding = new(() => new(Line("fold-runs"), Line("fold-sets")));

    /// <summary>A property by any of its names, <paramref name="normalized"/> as <see cref="Properties"/> does it; null when the table has none.</summary>
    public CodePoints? Property(string normalized) => Ranges("property " + normalized);

    /// <summary>A script by any of its names; null when there is none.</summary>
    public CodePoints? Script(string normalized) => Ranges("script " + normalized);

    /// <summary>The set with every character that differs from one of its own by case alone.</summary>
    public CodePoints Fold(CodePoints set) => _folding.Value.Close(set);

    /// <summary>The characters of one general category.</summary>
    public static CodePoints Category(Func<UnicodeCategory, bool> isMember)
    {
        var ranges = new List<(int, int)>();
        var first = -1;
        for (var codePoint = 0; codePoint <= CodePoints.Last + 1; codePoint++)
        {
            var isIn = codePoint <= CodePoints.Last && isMember(CharUnicodeInfo.GetUnicodeCategory(codePoint));
            if (isIn && first < 0)
            {
                first = codePoint;
            }
            else if (!isIn && first >= 0)
            {
                ranges.Add((first, codePoint - 1));
                first = -1;
            }
        }

        return CodePoints.Of(ranges);
    }

    private string Line(string name) => _lines.Value[name];

    private CodePoints? Ranges(string name) => _lines.Value.TryGetValue(name, out var ranges) ? CodePoints.Of(ranges.Split(' ').Select(Range)) : null;

    private static (int, int) Range(string text)
    {
        var ends = text.Split('-');
        return (Hex(ends[0]), Hex(ends[^1]));
    }

    internal static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // A line that begins with a space goes on with the one before it; every name of a line leads to its content.
    private static FrozenDictionary<string, string> ReadLines()
    {
        using var stream = typeof(CharacterTable).Assembly.GetManifestResourceStream("Characters.txt")!; // embedded by the project file
        using var reader = new StreamReader(stream);
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in reader.ReadToEnd().Replace("\r", "", StringComparison.Ordinal).Replace("\n ", " ", StringComparison.Ordinal).Split('\n').Where(line => line.Contains(": ", StringComparison.Ordinal) && line[0] != '#'))
        {
            var (head, content) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
            var kind = head.Contains(' ', StringComparison.Ordinal) ? head[..(head.IndexOf(' ', StringComparison.Ordinal) + 1)] : "";
            foreach (var name in head[kind.Length..].Split(','))
            {
                lines[kind + name] = content;
            }
        }

        return lines.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
