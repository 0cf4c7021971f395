using System.Globalization;
using static System.Globalization.UnicodeCategory;

namespace S3Sync.Patterns.Characters;

/// <summary>The names of the general categories. Unicode's "PropertyValueAliases.txt".</summary>
internal static class GeneralCategories
{
    /// <summary>The .NET categories under a name without case, spaces and underscores; null when there is none of that name.</summary>
    public static IReadOnlyList<UnicodeCategory>? Of(string normalized) => normalized switch
    {
        "l" or "letter" => [UppercaseLetter, LowercaseLetter, TitlecaseLetter, ModifierLetter, OtherLetter],
        "lc" or "casedletter" => [UppercaseLetter, LowercaseLetter, TitlecaseLetter],
        "m" or "mark" or "combiningmark" => [NonSpacingMark, SpacingCombiningMark, EnclosingMark],
        "n" or "number" => [DecimalDigitNumber, LetterNumber, OtherNumber],
        "p" or "punctuation" or "punct" => [ConnectorPunctuation, DashPunctuation, OpenPunctuation, ClosePunctuation, InitialQuotePunctuation, FinalQuotePunctuation, OtherPunctuation],
        "s" or "symbol" => [MathSymbol, CurrencySymbol, ModifierSymbol, OtherSymbol],
        "z" or "separator" => [SpaceSeparator, LineSeparator, ParagraphSeparator],
        "c" or "other" => [Control, Format, Surrogate, PrivateUse, OtherNotAssigned],
        _ => Single(normalized) is { } category ? [category] : null,
    };

    private static UnicodeCategory? Single(string normalized) => normalized switch
    {
        "lu" or "uppercaseletter" => UppercaseLetter,
        "ll" or "lowercaseletter" => LowercaseLetter,
        "lt" or "titlecaseletter" => TitlecaseLetter,
        "lm" or "modifierletter" => ModifierLetter,
        "lo" or "otherletter" => OtherLetter,
        "mn" or "nonspacingmark" => NonSpacingMark,
        "mc" or "spacingmark" => SpacingCombiningMark,
        "me" or "enclosingmark" => EnclosingMark,
        "nd" or "decimalnumber" or "digit" => DecimalDigitNumber,
        "nl" or "letternumber" => LetterNumber,
        "no" or "othernumber" => OtherNumber,
        "sm" or "mathsymbol" => MathSymbol,
        "sc" or "currencysymbol" => CurrencySymbol,
        "sk" or "modifiersymbol" => ModifierSymbol,
        "so" or "othersymbol" => OtherSymbol,
        "zs" or "spaceseparator" => SpaceSeparator,
        "zl" or "lineseparator" => LineSeparator,
        "zp" or "paragraphseparator" => ParagraphSeparator,
        "cc" or "control" or "cntrl" => Control,
        "cf" or "format" => Format,
        "co" or "privateuse" => PrivateUse,
        "cn" or "unassigned" => OtherNotAssigned,
        _ => Punctuation(normalized),
    };

    private static UnicodeCategory? Punctuation(string normalized) => normalized switch
    {
        "pc" or "connectorpunctuation" => ConnectorPunctuation,
        "pd" or "dashpunctuation" => DashPunctuation,
        "ps" or "openpunctuation" => OpenPunctuation,
        "pe" or "closepunctuation" => ClosePunctuation,
        "pi" or "initialpunctuation" => InitialQuotePunctuation,
        "pf" or "finalpunctuation" => FinalQuotePunctuation,
        "po" or "otherpunctuation" => OtherPunctuation,
        _ => null,
    };
}
