namespace S3Sync.Patterns;

/// <summary>A pattern that Rust's regex crate refuses, or that uses what is not known here.</summary>
internal sealed class PatternException : Exception
{
    public PatternException()
    {
    }

    public PatternException(string message)
        : base(message)
    {
    }

    public PatternException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Which construct cannot be, to stand in the middle of a sentence.</summary>
    public PatternException(string construct, int position)
        : base(construct) => Position = position;

    /// <summary>The character it begins at, counted from 1; 0 when it is the pattern as a whole.</summary>
    public int Position { get; }

    /// <summary>It needs look-around or a back-reference, which no matcher can do in linear time.</summary>
    public bool NeedsBacktracking { get; init; }
}
