using System.Globalization;

namespace S3Sync.Patterns.Characters;

/// <summary>The named classes: <c>\p{…}</c> by general category, script or property, <c>\d \s \w</c>, and <c>[:alpha:]</c>.</summary>
internal sealed class Properties
{
    private readonly CharacterTable _table = new();

    /// <summary>A set and all that differs from it by case alone.</summary>
    public CodePoints Fold(CodePoints set) => _table.Fold(set);

    /// <summary>What <c>\d</c>, <c>\s</c> or <c>\w</c> matches: Unicode's digits, white space and words, or the ASCII ones.</summary>
    public CodePoints Perl(char letter, bool unicode) => (letter, unicode) switch
    {
        ('d', true) => CharacterTable.Category(category => category is UnicodeCategory.DecimalDigitNumber),
        ('s', true) => _table.Property("whitespace")!, // the table has it
        ('w', true) => Words(),
        ('d', false) => CodePoints.Of([('0', '9')]),
        ('s', false) => CodePoints.Of([('\t', '\r'), (' ', ' ')]),
        _ => CodePoints.Of([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
    };

    /// <summary>An ASCII class by the name between the colons; null when there is none.</summary>
    public static CodePoints? AsciiClass(string name) => name switch
    {
        "alnum" => CodePoints.Of([('0', '9'), ('A', 'Z'), ('a', 'z')]),
        "alpha" => CodePoints.Of([('A', 'Z'), ('a', 'z')]),
        "ascii" => CodePoints.Ascii,
        "blank" => CodePoints.Of([('\t', '\t'), (' ', ' ')]),
        "cntrl" => CodePoints.Of([('\0', '\x1F'), ('\x7F', '\x7F')]),
        "digit" => CodePoints.Of([('0', '9')]),
        "graph" => CodePoints.Of([('!', '~')]),
        "lower" => CodePoints.Of([('a', 'z')]),
        "print" => CodePoints.Of([(' ', '~')]),
        "punct" => CodePoints.Of([('!', '/'), (':', '@'), ('[', '`'), ('{', '~')]),
        "space" => CodePoints.Of([('\t', '\r'), (' ', ' ')]),
        "upper" => CodePoints.Of([('A', 'Z')]),
        "word" => CodePoints.Of([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
        "xdigit" => CodePoints.Of([('0', '9'), ('A', 'F'), ('a', 'f')]),
        _ => null,
    };

    /// <summary>What <c>\p{name}</c> matches; null when nothing of that name is known here.</summary>
    public CodePoints? Named(string name)
    {
        var normalized = Normalized(name);
        return normalized switch
        {
            "any" => CodePoints.Every,
            "ascii" => CodePoints.Ascii,
            // "cf" and "sc" are general categories before they are names of properties, as in Rust.
            _ => Property(normalized) ?? Categories(normalized) ?? _table.Script(normalized),
        };
    }

    /// <summary>What <c>\p{property=value}</c> matches, for the properties that have values here; null when it is unknown.</summary>
    public CodePoints? Named(string property, string value) => Normalized(property) switch
    {
        "gc" or "generalcategory" => Categories(Normalized(value)),
        "sc" or "script" => _table.Script(Normalized(value)),
        _ => null,
    };

    private CodePoints? Property(string normalized) => _table.Property(normalized);

    // UAX #44, "Matching Rules" LM3: case, spaces, hyphens, underscores and a leading "is" say nothing. "isc" is a name of its own.
    private static string Normalized(string name)
    {
        var letters = string.Concat(name.Where(c => c is not (' ' or '-' or '_'))).ToLowerInvariant();
        return letters.StartsWith("is", StringComparison.Ordinal) && letters != "isc" ? letters[2..] : letters;
    }

    // UTS #18, "Compatibility Properties".
    private CodePoints Words() => _table.Property("alphabetic")!.Or(_table.Property("joincontrol")!) // the table has both
        .Or(CharacterTable.Category(category => category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation));

    private static CodePoints? Categories(string normalized) => normalized switch
    {
        "assigned" => CharacterTable.Category(category => category is not UnicodeCategory.OtherNotAssigned),
        _ when GeneralCategories.Of(normalized) is { } members => CharacterTable.Category(members.Contains),
        _ => null,
    };
}
