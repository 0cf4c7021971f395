namespace S3Sync.Storage.Local.Target;

/// <summary>One folder on the way down to the present key, on a file system that folds names: what it is to hold, and what it holds already.</summary>
internal sealed class OpenFolder(string name, string path, SeenNames seen)
{
    private HashSet<ulong>? _held;

    /// <summary>The folder's own name; empty for the root.</summary>
    public string Name => name;

    /// <summary>The folder's absolute path.</summary>
    public string Path => path;

    /// <summary>The names that keys of this run need in it.</summary>
    public SeenNames Seen => seen;

    /// <summary>The name that the file system would take for this one: an earlier key's, or one that it holds under another spelling. Null when there is none.</summary>
    /// <exception cref="IOException">The folder cannot be looked at.</exception>
    public string? TakenFor(string wanted, NameFolding folding)
    {
        if (Seen.Contains(wanted) || Held().Contains(SeenNames.Hash(wanted)))
        {
            return null;
        }

        return Seen.TakenFor(wanted) ?? (NameOnDisk.Of(path, wanted, folding) is { } held && held != wanted ? held : null);
    }

    // Read once, because asking the folder for each of its names would read it as often as it has names.
    private HashSet<ulong> Held() =>
        _held ??= Directory.Exists(path) ? [.. Directory.EnumerateFileSystemEntries(path).Select(each => SeenNames.Hash(System.IO.Path.GetFileName(each)))] : [];
}
