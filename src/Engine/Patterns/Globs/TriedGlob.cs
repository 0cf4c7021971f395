namespace S3Sync.Patterns.Globs;

/// <summary>A glob that remembers whether it has matched anything. For any number of threads.</summary>
/// <param name="text">It as it was written; one that is no glob matches nothing: a job is not made with one.</param>
internal sealed class TriedGlob(string text)
{
    private readonly Glob? _glob = Glob.TryParse(text, out _);
    private volatile bool _hasMatched;

    /// <summary>It as it was written.</summary>
    public string Text => text;

    /// <summary>Whether it has matched a key so far.</summary>
    public bool HasMatched => _hasMatched;

    /// <summary>Whether any of several globs matches a key, or takes it out.</summary>
    /// <param name="globs">The globs. After one has matched, the others are asked only for the sake of those that have not yet.</param>
    /// <param name="key">The key.</param>
    /// <param name="excludes">Whether a folder that the key is in may be what is matched.</param>
    public static bool Any(TriedGlob[] globs, KeySegments key, bool excludes)
    {
        var any = false;
        foreach (var glob in globs)
        {
            if ((!any || !glob.HasMatched) && glob.Try(key, excludes))
            {
                any = true;
            }
        }

        return any;
    }

    private bool Try(KeySegments key, bool excludes)
    {
        var isMatch = _glob is not null && (excludes ? _glob.Excludes(key) : _glob.IsMatch(key));
        if (isMatch && !_hasMatched)
        {
            _hasMatched = true;
        }

        return isMatch;
    }
}
