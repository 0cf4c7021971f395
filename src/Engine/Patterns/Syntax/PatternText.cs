using System.Text;

namespace S3Sync.Patterns.Syntax;

/// <summary>Where the parser stands in a pattern. With the flag <c>x</c>, white space and comments are stepped over where Rust does it.</summary>
internal sealed class PatternText(string pattern)
{
    private readonly int[] _characters = [.. pattern.EnumerateRunes().Select(rune => rune.Value)];

    /// <summary>The index of the next character.</summary>
    public int Index { get; set; }

    /// <summary>The flags here.</summary>
    public PatternFlags Flags { get; set; } = new();

    /// <summary>Whether a bracketed class is being read: what is in it is judged when it is whole.</summary>
    public bool IsInClass { get; set; }

    /// <summary>Whether nothing is left.</summary>
    public bool IsAtEnd => Index >= _characters.Length;

    /// <summary>The next character; -1 at the end.</summary>
    public int Current => IsAtEnd ? -1 : _characters[Index];

    /// <summary>The one after the next; -1 when there is none.</summary>
    public int Following => Index + 1 < _characters.Length ? _characters[Index + 1] : -1;

    /// <summary>The one after the next, behind white space and comments with <c>x</c>.</summary>
    public int FollowingNonSpace
    {
        get
        {
            var here = Index;
            Next();
            var found = Current;
            Index = here;
            return found;
        }
    }

    /// <summary>A complaint about the construct that begins at an index.</summary>
    public static PatternException Refused(string construct, int index) => new(construct, index + 1);

    /// <summary>Takes the next character and what may stand behind it unread.</summary>
    public void Next()
    {
        Index++;
        SkipSpace();
    }

    /// <summary>Takes the next character if it is this one.</summary>
    public bool Take(char character)
    {
        if (Current != character)
        {
            return false;
        }

        Index++;
        return true;
    }

    /// <summary>Takes a text if it stands here.</summary>
    public bool Take(string text)
    {
        if (!_characters.AsSpan(Math.Min(Index, _characters.Length)).StartsWith(text.Select(c => (int)c).ToArray()))
        {
            return false;
        }

        Index += text.Length;
        return true;
    }

    /// <summary>With <c>x</c>: steps over white space, and over comments to the end of their line.</summary>
    public void SkipSpace()
    {
        while (Flags.Verbose && !IsAtEnd)
        {
            if (Current == '#')
            {
                SkipComment();
            }
            else if (Rune.IsWhiteSpace(new(Current)))
            {
                Index++;
            }
            else
            {
                break;
            }
        }
    }

    /// <summary>The characters from an index to here, as text.</summary>
    public string Since(int index) => string.Concat(_characters[index..Index].Select(character => new Rune(character).ToString()));

    private void SkipComment()
    {
        while (!IsAtEnd && Current != '\n')
        {
            Index++;
        }
    }
}
