using S3Sync.Patterns.Characters;

namespace S3Sync.Patterns.Syntax;

/// <summary>Reads bracketed classes with their ranges, nested classes and set operations. "Character classes", regex crate documentation.</summary>
internal sealed class ClassParser(PatternText text, Properties properties, EscapeParser escapes)
{
    private int _depth;

    /// <summary>The class that begins here.</summary>
    public CodePoints Parse()
    {
        var start = text.Index;
        text.IsInClass = true;
        var members = Bracketed();
        text.IsInClass = false;
        return escapes.Checked(members, start);
    }

    private CodePoints Bracketed()
    {
        var start = text.Index;
        if (++_depth > PatternParser.DeepestNesting)
        {
            throw PatternText.Refused("classes in classes, deeper than Rust's regex crate allows", start);
        }

        text.Next();
        var isNegated = text.Current == '^';
        if (isNegated)
        {
            text.Next();
        }

        var members = Operations(LeadingLiterals(), start);
        _depth--;
        members = text.Flags.IgnoresCase ? escapes.Folded(members) : members;
        return isNegated ? members.Not() : members;
    }

    // Any number of '-' in front, or one ']', mean themselves.
    private CodePoints LeadingLiterals()
    {
        var members = CodePoints.None;
        for (; text.Current == '-'; text.Next())
        {
            members = CodePoints.Of('-');
        }

        if (members.Ranges.Length == 0 && text.Current == ']')
        {
            members = CodePoints.Of(']');
            text.Next();
        }

        return members;
    }

    // Unions bind first; the operations between them go from left to right.
    private CodePoints Operations(CodePoints first, int start)
    {
        var whole = Union(first, start);
        while (!text.Take(']'))
        {
            var operation = text.Current;
            text.Index += 2;
            var right = Union(CodePoints.None, start);
            (whole, right) = text.Flags.IgnoresCase ? (escapes.Folded(whole), escapes.Folded(right)) : (whole, right);
            whole = operation switch
            {
                '&' => whole.And(right),
                '-' => whole.Except(right),
                _ => whole.Xor(right),
            };
        }

        return whole;
    }

    private CodePoints Union(CodePoints members, int start)
    {
        var ranges = members.Ranges.ToList();
        while (true)
        {
            text.SkipSpace();
            if (text.IsAtEnd)
            {
                throw PatternText.Refused("a class that is not closed", start);
            }

            if (text.Current == ']' || (text.Current is '&' or '-' or '~' && text.Following == text.Current))
            {
                return CodePoints.Of(ranges);
            }

            ranges.AddRange((text.Current == '[' ? AsciiClass() ?? Bracketed() : Item(start)).Ranges);
        }
    }

    private CodePoints Item(int start)
    {
        var at = text.Index;
        if (Character() is not { } first)
        {
            var named = escapes.ClassEscape() ?? throw PatternText.Refused("an escape that means nothing in a class", at);
            text.SkipSpace();
            return IsRange() ? throw PatternText.Refused("a range that begins with a class", at) : named;
        }

        text.SkipSpace();
        if (text.IsAtEnd)
        {
            throw PatternText.Refused("a class that is not closed", start);
        }

        var last = IsRange() ? LastOfRange(at, start) : first;
        if (!text.Flags.Unicode && Math.Max(first, last) > 0x7F)
        {
            throw PatternText.Refused("a character beyond ASCII without the flag 'u'", at);
        }

        return last >= first ? CodePoints.Of([(first, last)]) : throw PatternText.Refused("a range whose first character is above its last", at);
    }

    private bool IsRange() => text.Current == '-' && text.FollowingNonSpace is not (']' or '-');

    private int LastOfRange(int at, int start)
    {
        text.Next();
        return text.IsAtEnd ? throw PatternText.Refused("a class that is not closed", start)
            : Character() ?? throw PatternText.Refused("a range that ends with a class", at);
    }

    private int? Character()
    {
        if (text.Current == '\\')
        {
            return escapes.LiteralEscape();
        }

        var character = text.Current;
        text.Index++;
        return character;
    }

    // What only looks like an ASCII class is a class of its letters, as in Rust.
    private CodePoints? AsciiClass()
    {
        var here = text.Index;
        if (!text.Take("[:"))
        {
            return null;
        }

        var isNegated = text.Take('^');
        var name = text.Index;
        while (text.Current is not (-1 or ':'))
        {
            text.Index++;
        }

        if (Properties.AsciiClass(text.Since(name)) is not { } members || !text.Take(":]"))
        {
            text.Index = here;
            return null;
        }

        members = text.Flags.IgnoresCase ? properties.Fold(members).And(text.Flags.Unicode ? CodePoints.Every : CodePoints.Ascii) : members;
        return isNegated ? members.Not() : members;
    }
}
