using S3Sync.Patterns.Syntax;

namespace S3Sync.Patterns.Matching;

/// <summary>Whether the place between two characters is of a kind.</summary>
internal static class Edges
{
    /// <summary>By what stands before and after the place; <see cref="CharacterKind.None"/> is an end of the text.</summary>
    public static bool Hold(LookKind kind, CharacterKind before, CharacterKind after) => kind switch
    {
        LookKind.TextStart => before is CharacterKind.None,
        LookKind.TextEnd => after is CharacterKind.None,
        LookKind.LineStart => before is CharacterKind.None or CharacterKind.LineFeed,
        LookKind.LineEnd => after is CharacterKind.None or CharacterKind.LineFeed,
        LookKind.CrlfLineStart => before is CharacterKind.None or CharacterKind.LineFeed || (before is CharacterKind.Return && after is not CharacterKind.LineFeed),
        LookKind.CrlfLineEnd => after is CharacterKind.None or CharacterKind.Return || (after is CharacterKind.LineFeed && before is not CharacterKind.Return),
        < LookKind.AsciiWordEdge => HoldWords(kind, IsWord(before), IsWord(after)),
        _ => HoldWords(kind - (LookKind.AsciiWordEdge - LookKind.WordEdge), before is CharacterKind.AsciiWord, after is CharacterKind.AsciiWord),
    };

    private static bool HoldWords(LookKind kind, bool before, bool after) => kind switch
    {
        LookKind.WordEdge => before != after,
        LookKind.NoWordEdge => before == after,
        LookKind.WordStart => !before && after,
        LookKind.WordEnd => before && !after,
        LookKind.NoWordBefore => !before,
        LookKind.NoWordAfter => !after,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static bool IsWord(CharacterKind kind) => kind is CharacterKind.AsciiWord or CharacterKind.Word;
}
