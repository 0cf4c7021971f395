namespace S3Sync.Patterns.Globs;

/// <summary>A key cut at its slashes, once for all the globs that it is held against.</summary>
internal readonly ref struct KeySegments
{
    private readonly ReadOnlySpan<char> _key;
    private readonly ReadOnlySpan<int> _ends;

    private KeySegments(ReadOnlySpan<char> key, ReadOnlySpan<int> ends)
    {
        _key = key;
        _ends = ends;
    }

    /// <summary>How many segments there are.</summary>
    public int Count => _ends.Length;

    /// <summary>One of them.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            var start = index == 0 ? 0 : _ends[index - 1] + 1;
            return _key[start.._ends[index]];
        }
    }

    /// <summary>How many segments a key has.</summary>
    public static int CountOf(ReadOnlySpan<char> key) => key.Count('/') + 1;

    /// <summary>Cuts a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="room">At least <see cref="CountOf"/> places.</param>
    public static KeySegments Of(ReadOnlySpan<char> key, Span<int> room)
    {
        var count = 0;
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] == '/')
            {
                room[count++] = i;
            }
        }

        room[count++] = key.Length;
        return new(key, room[..count]);
    }
}
