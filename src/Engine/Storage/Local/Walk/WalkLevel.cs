using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local.Walk;

/// <summary>A folder that a walk is in: its names, how far the walk is, and which folder it was when they were read.</summary>
internal sealed class WalkLevel
{
    private WalkLevel(string prefix, string path, FileIdentity identity, FolderNames names, WalkReader reader)
    {
        Window = new(this, reader);
        Prefix = prefix;
        Path = path;
        Identity = identity;
        Names = names;
    }

    /// <summary>What the keys in it begin with.</summary>
    public string Prefix { get; }

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>Which folder it was when it was read.</summary>
    public FileIdentity Identity { get; }

    /// <summary>Its names.</summary>
    public FolderNames Names { get; }

    /// <summary>What is read early in it.</summary>
    public WalkWindow Window { get; }

    /// <summary>The index of the name whose turn is next.</summary>
    public int Next { get; set; }

    /// <summary>
    /// Reads a folder; null when it is not there. A removed folder ends like a finished one while it is read, and an unmounted one is suddenly empty.
    /// </summary>
    /// <param name="prefix">What the keys in it begin with.</param>
    /// <param name="path">Its absolute path.</param>
    /// <param name="reader">What reads it.</param>
    /// <param name="most">Null, too, when it has more names.</param>
    /// <remarks>Of a source null, too, when another folder, or none, stands at the path after reading: the names may not be all.</remarks>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static WalkLevel? Read(string prefix, string path, WalkReader reader, int most)
    {
        if (FileFacts.WithinFolder(path) is not { } before)
        {
            return null;
        }

        try
        {
            if (reader.Names(path, most) is not { } names)
            {
                return null;
            }

            var level = new WalkLevel(prefix, path, before, names, reader);
            return !reader.Rules.IsSource || level.IsStillThere() ? level : null;
        }
        catch (IOException) when (FileFacts.WithinFolder(path) is null)
        {
            return null;
        }
    }

    /// <summary>Whether the same folder still stands at the path. On Windows, where folders have no number, whether any does.</summary>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public bool IsStillThere() => FileFacts.WithinFolder(Path) == Identity;

    /// <summary>Leaves out the names whose turn has not come.</summary>
    public void Abandon() => Next = Names.Count;
}
