namespace S3Sync.LocalS3.Objects.Storage;

/// <summary>
/// Keeps buckets below a folder: <c>buckets/NAME/journal</c> and <c>buckets/NAME/content/xx/ID</c>. No key is ever part of a path, so that any key is
/// safe and two keys never meet. A segment is on the medium before the journal names it; a segment that no record names was never acknowledged
/// and is swept at the next start.
/// </summary>
internal sealed class DirectoryStorage : IObjectStorage
{
    /// <summary>The one entry of the folder that objects are in.</summary>
    public const string RootName = "buckets";

    private const string LeavingPrefix = ".leaving-";
    private const string MakingPrefix = ".making-";

    private readonly string _root;

    /// <summary>Opens a folder, making it when it is missing.</summary>
    public DirectoryStorage(string folder)
    {
        _root = RootOf(folder);
        Directory.CreateDirectory(_root);
    }

    /// <summary>The folder below <paramref name="folder"/> that holds a folder for each bucket.</summary>
    public static string RootOf(string folder) => Path.Combine(Path.GetFullPath(folder), RootName);

    /// <summary>Whether a folder below the root is what a process left that died while it made or removed a bucket.</summary>
    public static bool IsLeftover(string path) =>
        Path.GetFileName(path) is var name && (name.StartsWith(MakingPrefix, StringComparison.Ordinal) || name.StartsWith(LeavingPrefix, StringComparison.Ordinal));

    /// <inheritdoc/>
    public IEnumerable<(string Name, IBucketStorage Storage)> OpenAll()
    {
        foreach (var path in Directory.EnumerateDirectories(_root).ToList())
        {
            if (IsLeftover(path))
            {
                Directory.Delete(path, recursive: true);
                continue;
            }

            yield return (Path.GetFileName(path), new BucketDirectory(path));
        }
    }

    /// <inheritdoc/>
    public IBucketStorage Create(string name, JournalRecord first)
    {
        var making = Path.Combine(_root, MakingPrefix + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(making);
        Journal.Write(BucketDirectory.JournalPath(making), [first]);
        var path = Path.Combine(_root, name);
        Directory.Move(making, path);
        return new BucketDirectory(path);
    }

    /// <inheritdoc/>
    public void Remove(string name, IBucketStorage storage)
    {
        var leaving = Path.Combine(_root, LeavingPrefix + Guid.NewGuid().ToString("N"));
        storage.Dispose();
        Directory.Move(Path.Combine(_root, name), leaving);
        Directory.Delete(leaving, recursive: true);
    }
}
