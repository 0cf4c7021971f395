namespace S3Sync.Patterns.Globs;

/// <summary>Globs that set keys apart, with everything below those that are folders. For any number of threads.</summary>
internal sealed class GlobSet
{
    private readonly TriedGlob[] _globs;
    private readonly string _shown; // in the event of each key that is set apart

    private GlobSet(IReadOnlyList<string> globs)
    {
        _globs = [.. globs.Select(static text => new TriedGlob(text))];
        _shown = string.Join(", ", globs);
    }

    /// <summary>The globs that have matched no key so far, in their order.</summary>
    public IEnumerable<string> Unused => _globs.Where(static glob => !glob.HasMatched).Select(static glob => glob.Text);

    /// <summary>The set; null when there are none.</summary>
    public static GlobSet? Of(IReadOnlyList<string> globs) => globs.Count == 0 ? null : new(globs);

    /// <summary>Whether one of them matches a relative key, or a folder that the key is in.</summary>
    public bool Covers(string key)
    {
        using var cut = new KeyCut(key, stackalloc int[KeyCut.UsualSegments]);
        return TriedGlob.Any(_globs, cut.Segments, excludes: true);
    }

    /// <summary>The globs as they are shown in events.</summary>
    public override string ToString() => _shown;
}
