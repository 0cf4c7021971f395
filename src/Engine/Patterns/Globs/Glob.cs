namespace S3Sync.Patterns.Globs;

/// <summary>
/// A glob over keys, with the meaning of Microsoft.Extensions.FileSystemGlobbing and ordinal comparison: <c>*</c> stays within a segment, <c>**</c>
/// is any number of segments, a final slash is everything below. It also matches keys that the library cannot see: with a leading or double
/// slash, with <c>.</c> and <c>..</c> as segments, with a backslash. docs/decisions/own-globs.md. May be used by any number of threads.
/// </summary>
internal sealed class Glob
{
    private readonly GlobSegment[][] _groups;
    private readonly bool _isRagged;
    private readonly int _leadingSlashes;

    private Glob(string text)
    {
        _groups = GlobText.GroupsOf(text, out _isRagged);
        _leadingSlashes = text.Length - text.TrimStart('/').Length;
    }

    /// <summary>Reads a glob; null for a text that would never match, or not as it looks: <paramref name="defect"/> says why.</summary>
    public static Glob? TryParse(string text, out GlobDefect? defect)
    {
        defect = GlobText.DefectOf(text);
        return defect is null ? new(text) : null;
    }

    /// <summary>Whether it matches a key as a whole.</summary>
    public bool IsMatch(KeySegments key) => IsMatch(key, toItsEnd: true);

    /// <summary>Whether it takes a key out: it matches the key or a folder that the key is in.</summary>
    public bool Excludes(KeySegments key) => IsMatch(key, toItsEnd: false);

    // A pattern with a leading slash is for keys without one, and for those that begin with as many.
    private bool IsMatch(KeySegments key, bool toItsEnd) =>
        IsMatch(key, 0, toItsEnd) || (_leadingSlashes > 0 && LeadingSlashes(key) == _leadingSlashes && IsMatch(key, _leadingSlashes, toItsEnd));

    private static int LeadingSlashes(KeySegments key)
    {
        var count = 0;
        while (count < key.Count - 1 && key[count].IsEmpty)
        {
            count++;
        }

        return count;
    }

    private bool IsMatch(KeySegments key, int start, bool toItsEnd)
    {
        var (first, last) = (_groups[0], _groups[^1]);
        if (key.Count - start < first.Length || !IsAt(first, key, start))
        {
            return false;
        }

        var at = start + first.Length;
        if (!_isRagged)
        {
            return !toItsEnd || at == key.Count;
        }

        // A group between two ** is found where it comes first: that leaves the most for those that follow.
        foreach (var group in _groups.AsSpan(1, _groups.Length - 2))
        {
            at = Find(group, key, at);
        }

        // What ends in ** is below a folder, not the folder itself.
        return last.Length == 0 ? at < key.Count
            : toItsEnd ? at + last.Length <= key.Count && IsAt(last, key, key.Count - last.Length)
            : Find(last, key, at) <= key.Count;
    }

    // Where a group that begins at a place or later ends; beyond the key when it is not there.
    private static int Find(GlobSegment[] group, KeySegments key, int at)
    {
        while (at + group.Length <= key.Count && !IsAt(group, key, at))
        {
            at++;
        }

        return at + group.Length;
    }

    private static bool IsAt(GlobSegment[] group, KeySegments key, int at)
    {
        for (var i = 0; i < group.Length; i++)
        {
            if (!group[i].IsMatch(key[at + i]))
            {
                return false;
            }
        }

        return true;
    }
}
