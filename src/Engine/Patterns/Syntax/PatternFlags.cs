namespace S3Sync.Patterns.Syntax;

/// <summary>The flags at one place of a pattern. "Grouping and flags", regex crate documentation.</summary>
internal sealed record PatternFlags
{
    /// <summary><c>i</c>.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary><c>m</c>.</summary>
    public bool MultiLine { get; init; }

    /// <summary><c>s</c>.</summary>
    public bool DotMatchesLineFeed { get; init; }

    /// <summary><c>R</c>.</summary>
    public bool Crlf { get; init; }

    /// <summary><c>u</c>, on unless it is taken away.</summary>
    public bool Unicode { get; init; } = true;

    /// <summary><c>x</c>.</summary>
    public bool Verbose { get; init; }

    /// <summary>With one flag set or taken away; null when there is no such flag. <c>U</c> changes which match is preferred, which nobody asks here.</summary>
    public PatternFlags? With(char letter, bool isOn) => letter switch
    {
        'i' => this with { IgnoresCase = isOn },
        'm' => this with { MultiLine = isOn },
        's' => this with { DotMatchesLineFeed = isOn },
        'R' => this with { Crlf = isOn },
        'u' => this with { Unicode = isOn },
        'x' => this with { Verbose = isOn },
        'U' => this,
        _ => null,
    };
}
