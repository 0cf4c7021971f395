using S3Sync.Patterns.Characters;

namespace S3Sync.Patterns.Syntax;

/// <summary>A piece of a pattern with its flags already applied. Which of several matches is preferred is not kept: only whether there is one is asked.</summary>
internal abstract record PatternNode
{
    private PatternNode()
    {
    }

    /// <summary>The empty text.</summary>
    public sealed record Empty : PatternNode;

    /// <summary>One character of a set.</summary>
    public sealed record Set(CodePoints Members) : PatternNode;

    /// <summary>A place between two characters.</summary>
    public sealed record Look(LookKind Kind) : PatternNode;

    /// <summary>One after the other.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Items) : PatternNode;

    /// <summary>One of them.</summary>
    public sealed record Either(IReadOnlyList<PatternNode> Items) : PatternNode;

    /// <summary>At least <paramref name="Least"/> times, and at most <paramref name="Most"/> times if that is not null.</summary>
    public sealed record Repeat(PatternNode Item, int Least, int? Most) : PatternNode;
}

/// <summary>What a place between two characters must be. "Empty matches", regex crate documentation.</summary>
internal enum LookKind
{
    /// <summary><c>\A</c>, and <c>^</c> without <c>m</c>.</summary>
    TextStart,

    /// <summary><c>\z</c>, and <c>$</c> without <c>m</c>.</summary>
    TextEnd,

    /// <summary><c>^</c> with <c>m</c>.</summary>
    LineStart,

    /// <summary><c>$</c> with <c>m</c>.</summary>
    LineEnd,

    /// <summary><c>^</c> with <c>mR</c>.</summary>
    CrlfLineStart,

    /// <summary><c>$</c> with <c>mR</c>.</summary>
    CrlfLineEnd,

    /// <summary><c>\b</c>.</summary>
    WordEdge,

    /// <summary><c>\B</c>.</summary>
    NoWordEdge,

    /// <summary><c>\b{start}</c> and <c>\&lt;</c>.</summary>
    WordStart,

    /// <summary><c>\b{end}</c> and <c>\&gt;</c>.</summary>
    WordEnd,

    /// <summary><c>\b{start-half}</c>.</summary>
    NoWordBefore,

    /// <summary><c>\b{end-half}</c>.</summary>
    NoWordAfter,

    /// <summary>The same eight of words, by ASCII letters alone, begin here: <c>(?-u:\b)</c>.</summary>
    AsciiWordEdge,

    /// <summary><c>(?-u:\B)</c>.</summary>
    AsciiNoWordEdge,

    /// <summary><c>(?-u:\b{start})</c>.</summary>
    AsciiWordStart,

    /// <summary><c>(?-u:\b{end})</c>.</summary>
    AsciiWordEnd,

    /// <summary><c>(?-u:\b{start-half})</c>.</summary>
    AsciiNoWordBefore,

    /// <summary><c>(?-u:\b{end-half})</c>.</summary>
    AsciiNoWordAfter,
}
