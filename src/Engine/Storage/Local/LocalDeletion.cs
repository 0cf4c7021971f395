using S3Sync.Entries;
using S3Sync.Problems;
using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local;

/// <summary>Removes files and links by their own name, never through a link, and folders only when they are empty.</summary>
internal sealed class LocalDeletion(string root, LocalFolders folders)
{
    /// <summary>Removes one entry: null when it is gone, or is a folder that something is still in.</summary>
    public Problem? Delete(Entry entry)
    {
        var path = Path.Join(root, entry.Key.TrimEnd('/'));
        try
        {
            if (folders.Obstacle(entry.Key) is { } obstacle)
            {
                return obstacle;
            }

            return FileFacts.Of(path, follow: false)?.Kind switch
            {
                null => null,
                NodeKind.Folder => entry.Kind == EntryKind.Folder ? DeleteEmpty(path) : LocalProblems.BecameAFolder(path),
                _ => entry.Kind == EntryKind.Folder ? null : Unlink(path),
            };
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            return LocalProblems.CannotDelete(path, failure.Message);
        }
    }

    private static Problem? DeleteEmpty(string path)
    {
        try
        {
            Directory.Delete(path, recursive: false);
        }
        catch (IOException) when (Directory.EnumerateFileSystemEntries(path).Any())
        {
            // Something came to be in it, or stays in it for a reason: the folder stays with it.
        }

        return null;
    }

    private static Problem? Unlink(string path)
    {
        if (OperatingSystem.IsWindows() && File.GetAttributes(path).HasFlag(FileAttributes.Directory))
        {
            // On Windows a link to a folder is removed as a folder; what it leads to stays.
            Directory.Delete(path, recursive: false);
        }
        else
        {
            File.Delete(path);
        }

        return null;
    }
}
