namespace S3Sync.Patterns.Globs;

/// <summary>One segment of a glob: literal text, of which <c>*</c> stands for any characters but a slash, also for none. Compared ordinally.</summary>
/// <param name="text">The segment as it is written.</param>
internal sealed class GlobSegment(string text)
{
    private readonly string[] _literals = text.Split('*');

    /// <summary>Whether it matches a whole segment of a key.</summary>
    public bool IsMatch(ReadOnlySpan<char> segment)
    {
        var (first, last) = (_literals[0], _literals[^1]);
        if (_literals.Length == 1)
        {
            return segment.SequenceEqual(first);
        }

        if (segment.Length < first.Length + last.Length || !segment.StartsWith(first, StringComparison.Ordinal) || !segment.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        // What stands between two stars is found where it comes first: that leaves the most for what follows.
        var rest = segment[first.Length..^last.Length];
        foreach (var literal in _literals.AsSpan(1, _literals.Length - 2))
        {
            var at = rest.IndexOf(literal, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + literal.Length)..];
        }

        return true;
    }
}
