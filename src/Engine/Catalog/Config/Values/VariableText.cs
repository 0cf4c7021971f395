using System.Text;

namespace S3Sync.Catalog.Config.Values;

/// <summary>A reference to a variable in a text, and where in it.</summary>
internal sealed record VariableReference(string Name, int Index);

/// <summary>A text with <c>${NAME}</c> in it; <c>$${</c> stands for <c>${</c> itself.</summary>
internal sealed class VariableText
{
    private readonly List<(string Text, VariableReference? Variable)> _parts = [];

    private VariableText()
    {
    }

    /// <summary>The references, in order.</summary>
    public IReadOnlyList<VariableReference> References => [.. _parts.Select(part => part.Variable).OfType<VariableReference>()];

    /// <summary>Where a reference begins that has no end or no name; null when none does.</summary>
    public int? Broken { get; private set; }

    /// <summary>Whether it is one reference and nothing else.</summary>
    public bool IsReference => Broken is null && _parts is [{ Variable: not null }];

    /// <summary>Takes a text apart.</summary>
    public static VariableText Parse(string text)
    {
        var (parsed, at) = (new VariableText(), 0);
        while (text.IndexOf("${", at, StringComparison.Ordinal) is var begin and >= 0)
        {
            var isEscaped = begin > at && text[begin - 1] == '$';
            var end = text.IndexOf('}', begin);
            parsed.Add(text[at..(isEscaped ? begin - 1 : begin)]);
            if (isEscaped)
            {
                parsed.Add("${");
                at = begin + 2;
            }
            else if (end > 0 && IsName(text.AsSpan(begin + 2, end - begin - 2)))
            {
                parsed._parts.Add(("", new(text[(begin + 2)..end], begin)));
                at = end + 1;
            }
            else
            {
                parsed.Broken = begin;
                return parsed;
            }
        }

        parsed.Add(text[at..]);
        return parsed;
    }

    /// <summary>The text with every reference replaced.</summary>
    public string With(Func<string, string> valueOf)
    {
        var result = new StringBuilder();
        foreach (var (text, variable) in _parts)
        {
            result.Append(variable is null ? text : valueOf(variable.Name));
        }

        return result.ToString();
    }

    private void Add(string text)
    {
        if (text.Length > 0)
        {
            _parts.Add((text, null));
        }
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_')
            {
                return false;
            }
        }

        return name.Length > 0 && !char.IsAsciiDigit(name[0]);
    }
}
