namespace S3Sync.LocalS3.Objects.Storage;

/// <summary>
/// Keeps buckets below a folder: <c>buckets/NAME/journal</c> and <c>buckets/NAME/content/xx/ID</c>. No key is ever part of a path, so that any key is
/// safe and two keys never meet. A segment is on the medium before the journal names it; a segment that no record names was never acknowledged
/// and is swept at the next start.
/// </summary>
internal sealed class DirectoryStorage : IObjectStorage
{
    private const string LeavingPrefix = ".leaving-";
    private const string MakingPrefix = ".making-";

    private readonly string _root;

    /// <summary>Opens a folder, making it when it is missing.</summary>
    public DirectoryStorage(string folder)
    {
        _root = Path.Combine(Path.GetFullPath(folder), "buckets");
        Directory.CreateDirectory(_root);
    }

    /// <inheritdoc/>
    public IEnumerable<(string Name, IBucketStorage Storage)> OpenAll()
    {
        foreach (var path in Directory.EnumerateDirectories(_root).ToList())
        {
            var name = Path.GetFileName(path);
            if (name.StartsWith('.'))
            {
                Directory.Delete(path, recursive: true);
                continue;
            }

            yield return (name, new BucketDirectory(path));
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
