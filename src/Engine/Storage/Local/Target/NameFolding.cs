using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace S3Sync.Storage.Local.Target;

/// <summary>
/// A name's coarse form: two names that any file system might take for one have the same. It is coarser than each of them (marks are dropped),
/// since the file system itself has the last word. .NET's own normalization needs ICU, which this product runs without.
/// </summary>
internal sealed class NameFolding
{
    private const int HangulBase = 0xAC00;
    private const int HangulCount = 11_172;
    private const int VowelsAndEnds = 588;
    private const int Ends = 28;

    private readonly Lazy<FrozenDictionary<Rune, string>> _bases = new(ReadTable);

    /// <summary>The coarse form.</summary>
    public string Fold(string name)
    {
        if (Ascii.IsValid(name))
        {
            return name.ToLowerInvariant();
        }

        var folded = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            Append(folded, rune);
        }

        return folded.ToString();
    }

    private void Append(StringBuilder folded, Rune rune)
    {
        if (rune.IsAscii)
        {
            folded.Append((char)(rune.Value is >= 'A' and <= 'Z' ? rune.Value | 0x20 : rune.Value));
        }
        else if (rune.Value is >= HangulBase and < HangulBase + HangulCount)
        {
            var index = rune.Value - HangulBase;
            folded.Append((char)(0x1100 + (index / VowelsAndEnds))).Append((char)(0x1161 + (index % VowelsAndEnds / Ends)));
            _ = index % Ends > 0 ? folded.Append((char)(0x11A7 + (index % Ends))) : folded;
        }
        else if (_bases.Value.TryGetValue(rune, out var known))
        {
            folded.Append(known);
        }
        else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format))
        {
            folded.Append(rune.ToString());
        }
    }

    private static FrozenDictionary<Rune, string> ReadTable()
    {
        var bases = new Dictionary<Rune, string>();
        using var table = typeof(NameFolding).Assembly.GetManifestResourceStream("NameFolding.txt")
            ?? throw new InvalidOperationException("The assembly was built without NameFolding.txt.");
        using var reader = new StreamReader(table, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (line[0] != '#')
            {
                foreach (var rune in line.AsSpan(space + 1).EnumerateRunes())
                {
                    bases.Add(rune, line[..space]);
                }
            }
        }

        return bases.ToFrozenDictionary();
    }
}
