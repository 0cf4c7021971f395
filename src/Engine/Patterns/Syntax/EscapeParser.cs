using System.Globalization;
using System.Text;
using S3Sync.Patterns.Characters;

namespace S3Sync.Patterns.Syntax;

/// <summary>Reads what a backslash begins. "Escape sequences", regex crate documentation.</summary>
internal sealed class EscapeParser(PatternText text, Properties properties)
{
    private const string Meta = @"\.+*?()|[]{}^$#&-~";

    /// <summary>The escape that begins here: a set or an edge.</summary>
    public PatternNode Parse()
    {
        var start = text.Index;
        if (LiteralEscape() is { } character)
        {
            return Literal(character, start);
        }

        return ClassEscape() is { } members ? new PatternNode.Set(members) : new PatternNode.Look(Edge(start));
    }

    /// <summary>A character as a set, with the other cases when the flags say so.</summary>
    public PatternNode.Set Literal(int character, int index)
    {
        if (!text.Flags.Unicode && character > 0x7F)
        {
            throw PatternText.Refused("a character beyond ASCII without the flag 'u'", index);
        }

        var set = CodePoints.Of(character);
        return new(text.Flags.IgnoresCase ? Folded(set) : set);
    }

    /// <summary>A set with the other cases of its members, by the flags here.</summary>
    public CodePoints Folded(CodePoints set) => text.Flags.Unicode ? properties.Fold(set) : properties.Fold(set.And(CodePoints.Ascii)).And(CodePoints.Ascii).Or(set);

    /// <summary>The character that an escape stands for, taken; null when it stands for something else, and nothing was taken.</summary>
    public int? LiteralEscape()
    {
        var start = text.Index;
        var letter = text.Following;
        if (letter == -1)
        {
            throw PatternText.Refused("a backslash at the end", start);
        }

        if (letter is >= '0' and <= '9')
        {
            throw new PatternException("a back-reference", start + 1) { NeedsBacktracking = true };
        }

        if (letter is 'x' or 'u' or 'U')
        {
            text.Index++;
            return Hexadecimal(start, letter switch { 'x' => 2, 'u' => 4, _ => 8 });
        }

        var found = letter switch
        {
            'a' => '\a',
            'f' => '\f',
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'v' => '\v',
            _ when letter < 0x80 && (Meta.Contains((char)letter, StringComparison.Ordinal) || !char.IsAsciiLetterOrDigit((char)letter) && letter is not ('<' or '>')) => letter,
            _ => (int?)null,
        };
        text.Index += found is null ? 0 : 2;
        return found;
    }

    /// <summary>The class that an escape stands for, taken; null when it stands for something else, and nothing was taken.</summary>
    public CodePoints? ClassEscape()
    {
        var (start, letter) = (text.Index, text.Following);
        if (letter is 'd' or 's' or 'w' or 'D' or 'S' or 'W')
        {
            text.Index += 2;
            var members = properties.Perl(char.ToLowerInvariant((char)letter), text.Flags.Unicode);
            return Checked(letter is 'D' or 'S' or 'W' ? members.Not() : members, start);
        }

        return letter is 'p' or 'P' ? Named(start, letter == 'P') : null;
    }

    /// <summary>Refuses a set that would match pieces of characters.</summary>
    public CodePoints Checked(CodePoints set, int index) =>
        text.Flags.Unicode || text.IsInClass || set.IsAscii ? set : throw PatternText.Refused("a class beyond ASCII without the flag 'u'", index);

    private CodePoints Named(int start, bool isNegated)
    {
        text.Index++;
        text.Next();
        var name = text.Current switch
        {
            '{' => Braced(start),
            -1 or '\\' => throw PatternText.Refused("a class without its name", start),
            var letter => new Rune(letter).ToString(),
        };
        text.Index++;
        if (!text.Flags.Unicode)
        {
            throw PatternText.Refused("a Unicode class without the flag 'u'", start);
        }

        var found = Find(name, out var isUnequal) ?? throw PatternText.Refused($"the class '{name}', which is not known here", start);
        found = text.Flags.IgnoresCase ? properties.Fold(found) : found;
        return isNegated != isUnequal ? found.Not() : found;
    }

    // Stands on the opening brace, and in the end on the closing one.
    private string Braced(int start)
    {
        var name = new StringBuilder();
        for (text.Next(); text.Current != '}'; text.Next())
        {
            name.Append(text.IsAtEnd ? throw PatternText.Refused("a class whose name is not closed", start) : new Rune(text.Current).ToString());
        }

        return name.ToString();
    }

    private CodePoints? Find(string name, out bool isUnequal)
    {
        isUnequal = name.Contains("!=", StringComparison.Ordinal);
        var parts = isUnequal ? name.Split("!=", 2) : name.Contains(':', StringComparison.Ordinal) ? name.Split(':', 2) : name.Split('=', 2);
        return parts.Length == 1 ? properties.Named(name) : properties.Named(parts[0], parts[1]);
    }

    private int Hexadecimal(int start, int digits)
    {
        text.Next();
        var isBraced = text.Current == '{';
        var read = isBraced ? BracedDigits(start) : FixedDigits(start, digits);
        text.SkipSpace();
        return read.Length is > 0 and <= 8 && long.TryParse(read, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) && value <= CodePoints.Last && Rune.IsValid((int)value)
            ? (int)value
            : throw PatternText.Refused(read.Length == 0 ? "a character without its number" : "a number that no character has", start);
    }

    private string BracedDigits(int start)
    {
        var read = new StringBuilder();
        for (text.Next(); text.Current != '}'; text.Next())
        {
            read.Append(Digit(start));
        }

        text.Index++;
        return read.ToString().TrimStart('0') is { Length: > 0 } significant ? significant : read.Length > 0 ? "0" : "";
    }

    private string FixedDigits(int start, int digits)
    {
        var read = new StringBuilder();
        while (read.Length < digits)
        {
            read.Append(Digit(start));
            text.Index++;
            if (read.Length < digits)
            {
                text.SkipSpace();
            }
        }

        return read.ToString();
    }

    private char Digit(int start) => text.Current is >= 0 and < 0x80 && char.IsAsciiHexDigit((char)text.Current)
        ? (char)text.Current
        : throw PatternText.Refused("a character's number with something that is no hexadecimal digit", start);

    private LookKind Edge(int start)
    {
        var letter = text.Following;
        text.Index += 2;
        var kind = letter switch
        {
            'A' => LookKind.TextStart,
            'z' => LookKind.TextEnd,
            'b' => SpecialEdge(start) ?? LookKind.WordEdge,
            'B' => LookKind.NoWordEdge,
            '<' => LookKind.WordStart,
            '>' => LookKind.WordEnd,
            _ => throw PatternText.Refused($"the escape '\\{new Rune(letter)}', which does not exist", start),
        };
        return kind >= LookKind.WordEdge && !text.Flags.Unicode ? kind + (LookKind.AsciiWordEdge - LookKind.WordEdge) : kind;
    }

    // What stands in the braces after \b; a count there is a repetition, and nothing is taken.
    private LookKind? SpecialEdge(int start)
    {
        var here = text.Index;
        if (text.Current != '{')
        {
            return null;
        }

        text.Next();
        if (!IsNameCharacter(text.Current))
        {
            text.Index = text.IsAtEnd ? throw PatternText.Refused("a word boundary that is not closed", start) : here;
            return null;
        }

        var name = new StringBuilder();
        for (; IsNameCharacter(text.Current); text.Next())
        {
            name.Append((char)text.Current);
        }

        return !text.Take('}') ? throw PatternText.Refused("a word boundary that is not closed", start) : name.ToString() switch
        {
            "start" => LookKind.WordStart,
            "end" => LookKind.WordEnd,
            "start-half" => LookKind.NoWordBefore,
            "end-half" => LookKind.NoWordAfter,
            var unknown => throw PatternText.Refused($"the word boundary '{unknown}', which does not exist", start),
        };
    }

    private static bool IsNameCharacter(int character) => character is '-' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
