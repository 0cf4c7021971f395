using System.Text;
using S3Sync.Patterns.Characters;

namespace S3Sync.Patterns.Syntax;

/// <summary>Reads a pattern as Rust's regex crate does: groups, flags, alternation and repetition; the rest is <see cref="EscapeParser"/>'s and <see cref="ClassParser"/>'s.</summary>
internal sealed class PatternParser
{
    /// <summary>The depth that Rust's regex crate allows too ("nest_limit").</summary>
    public const int DeepestNesting = 250;

    private readonly PatternText _text;
    private readonly Properties _properties = new();
    private readonly EscapeParser _escapes;
    private readonly ClassParser _classes;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _depth;

    public PatternParser(string pattern)
    {
        _text = new(pattern);
        _escapes = new(_text, _properties);
        _classes = new(_text, _properties, _escapes);
    }

    /// <summary>The whole pattern.</summary>
    public PatternNode Parse()
    {
        var node = Alternation();
        return _text.IsAtEnd ? node : throw PatternText.Refused("a closing parenthesis that nothing opened", _text.Index);
    }

    private PatternNode Alternation()
    {
        var branches = new List<PatternNode> { Branch() };
        while (_text.Take('|'))
        {
            branches.Add(Branch());
        }

        return branches.Count == 1 ? branches[0] : new PatternNode.Either(branches);
    }

    private PatternNode Branch()
    {
        var items = new List<PatternNode>();
        while (true)
        {
            _text.SkipSpace();
            if (_text.Current is -1 or '|' or ')')
            {
                return items.Count == 1 ? items[0] : items.Count == 0 ? new PatternNode.Empty() : new PatternNode.Sequence(items);
            }

            if (Item() is { } item)
            {
                items.Add(item);
            }
        }
    }

    // A null is flags alone: they have changed the way from here on, and can not be repeated.
    private PatternNode? Item()
    {
        var start = _text.Index;
        if (_text.Current is '*' or '+' or '?' or '{')
        {
            throw PatternText.Refused("a repetition of nothing", start);
        }

        var item = _text.Current switch
        {
            '(' => Group(),
            '[' => new PatternNode.Set(_classes.Parse()),
            '\\' => _escapes.Parse(),
            '.' => Dot(),
            '^' => Edge(atStart: true),
            '$' => Edge(atStart: false),
            _ => Literal(),
        };

        _text.SkipSpace();
        for (var repeats = 1; _text.Current is '*' or '+' or '?' or '{'; repeats++)
        {
            item = item is null ? throw PatternText.Refused("a repetition of nothing", _text.Index)
                : repeats + _depth > DeepestNesting ? throw TooDeep(start)
                : Repetition(item);
            _text.SkipSpace();
        }

        return item;
    }

    private PatternNode.Set Literal()
    {
        var character = _text.Current;
        _text.Index++;
        return _escapes.Literal(character, _text.Index - 1);
    }

    private PatternNode.Set Dot()
    {
        if (!_text.Flags.Unicode)
        {
            throw PatternText.Refused("a dot without the flag 'u', which would match pieces of characters", _text.Index);
        }

        _text.Index++;
        var except = _text.Flags switch
        {
            { DotMatchesLineFeed: true } => CodePoints.None,
            { Crlf: true } => CodePoints.Of([('\n', '\n'), ('\r', '\r')]),
            _ => CodePoints.Of('\n'),
        };
        return new(CodePoints.Every.Except(except));
    }

    private PatternNode.Look Edge(bool atStart)
    {
        _text.Index++;
        return new((_text.Flags, atStart) switch
        {
            ({ MultiLine: false }, true) => LookKind.TextStart,
            ({ MultiLine: false }, false) => LookKind.TextEnd,
            ({ Crlf: false }, true) => LookKind.LineStart,
            ({ Crlf: false }, false) => LookKind.LineEnd,
            (_, true) => LookKind.CrlfLineStart,
            (_, false) => LookKind.CrlfLineEnd,
        });
    }

    private PatternNode.Repeat Repetition(PatternNode item)
    {
        var start = _text.Index;
        var (least, most) = _text.Current switch
        {
            '*' => (0, (int?)null),
            '+' => (1, null),
            '?' => (0, 1),
            _ => Counts(start),
        };
        _text.Index++;
        if (_text.Current == '?' || _text.Flags.Verbose && LazyBehindSpace(start))
        {
            _text.Index++; // lazy: the same texts match
        }

        return most < least ? throw PatternText.Refused("a repetition whose least count is above its greatest", start) : new(item, least, most);
    }

    // Rust steps over white space before the '?' of a counted repetition, but of no other.
    private bool LazyBehindSpace(int start)
    {
        var wasCounted = _text.Since(start)[0] == '{';
        var here = _text.Index;
        _text.SkipSpace();
        if (wasCounted && _text.Current == '?')
        {
            return true;
        }

        _text.Index = here;
        return false;
    }

    // Stands on the brace that opens, and in the end on the one that closes.
    private (int Least, int? Most) Counts(int start)
    {
        _text.Next();
        var least = Count();
        int? most = least;
        if (_text.Current == ',')
        {
            _text.Next();
            most = _text.Current == '}' ? null : Count() ?? throw PatternText.Refused("a repetition without a count", start);
        }

        return _text.Current != '}' ? throw PatternText.Refused("a repetition that is not closed", start)
            : (least ?? throw PatternText.Refused("a repetition without a count", start), most);
    }

    private int? Count()
    {
        SkipAnySpace();
        var start = _text.Index;
        long count = 0;
        var digits = 0;
        for (; _text.Current is >= '0' and <= '9'; _text.Next(), digits++)
        {
            count = (count * 10) + _text.Current - '0';
            if (count > int.MaxValue)
            {
                throw PatternText.Refused("a repetition with a count that is too large", start);
            }
        }

        SkipAnySpace();
        return digits == 0 ? null : (int)count;
    }

    private void SkipAnySpace()
    {
        while (!_text.IsAtEnd && Rune.IsWhiteSpace(new(_text.Current)))
        {
            _text.Index++;
        }
    }

    private PatternNode? Group()
    {
        var start = _text.Index;
        _text.Next();
        if (_text.Take("?=") || _text.Take("?!") || _text.Take("?<=") || _text.Take("?<!"))
        {
            throw new PatternException("look-around", start + 1) { NeedsBacktracking = true };
        }

        if (_text.Take("?P<") || _text.Take("?<"))
        {
            Name();
            return Inside(start, _text.Flags);
        }

        if (!_text.Take('?'))
        {
            return Inside(start, _text.Flags);
        }

        var flags = GroupFlags(start);
        if (_text.Take(':'))
        {
            return Inside(start, flags);
        }

        _text.Index++; // the closing parenthesis: flags for the rest of the group around
        _text.Flags = flags;
        return null;
    }

    private PatternNode Inside(int start, PatternFlags flags)
    {
        var around = _text.Flags;
        _text.Flags = flags;
        if (++_depth > DeepestNesting)
        {
            throw TooDeep(start);
        }

        var inside = Alternation();
        _depth--;
        _text.Flags = around;
        return _text.Take(')') ? inside : throw PatternText.Refused("a group that is not closed", start);
    }

    private PatternFlags GroupFlags(int start)
    {
        var (flags, isOn, seen, last) = (_text.Flags, true, "", -1);
        while (_text.Current is not (':' or ')'))
        {
            last = _text.Current;
            var isKnown = last is not -1 && Rune.IsValid(last) && last < 0x80 && (last == '-' || flags.With((char)last, isOn) is not null);
            if (!isKnown || seen.Contains((char)last, StringComparison.Ordinal))
            {
                throw PatternText.Refused(last == -1 ? "a group that is not closed" : isKnown ? "a flag that is given twice" : "a flag that does not exist", last == -1 ? start : _text.Index);
            }

            seen += (char)last;
            isOn = isOn && last != '-';
            flags = last == '-' ? flags : flags.With((char)last, isOn)!; // known, see above
            _text.Index++;
        }

        return last == '-' ? throw PatternText.Refused("a '-' that takes no flag away", _text.Index - 1)
            : seen.Length == 0 && _text.Current == ')' ? throw PatternText.Refused("a repetition of nothing", start + 1)
            : flags;
    }

    private void Name()
    {
        var start = _text.Index;
        while (_text.Current is var character && character is not (-1 or '>'))
        {
            var isFirst = _text.Index == start;
            var isFit = character == '_' || Rune.IsLetter(new(character)) || (!isFirst && (character is '.' or '[' or ']' || Rune.IsLetterOrDigit(new(character)) || Rune.IsNumber(new(character))));
            if (!isFit)
            {
                throw PatternText.Refused("a group's name with a character that none may have", _text.Index);
            }

            _text.Index++;
        }

        var name = _text.Since(start);
        if (!_text.Take('>') || name.Length == 0 || !_names.Add(name))
        {
            throw PatternText.Refused(name.Length == 0 ? "a group without its name" : _names.Contains(name) && !_text.IsAtEnd ? "a group's name that is used twice" : "a group's name that is not closed", start);
        }
    }

    private static PatternException TooDeep(int index) => PatternText.Refused("groups in groups, deeper than Rust's regex crate allows", index);
}
