using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local;

/// <summary>The key that a file has when it lies below a folder, which may be reached by another path.</summary>
internal static class KeyInFolder
{
    /// <summary>The key relative to <paramref name="root"/>; null when the file does not lie below it.</summary>
    public static string? Of(string path, string root)
    {
        var identity = IdentityOf(root);
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (folder == root || (identity is not null && IdentityOf(folder) == identity))
            {
                return Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            }
        }

        return null;
    }

    private static FileIdentity? IdentityOf(string folder)
    {
        try
        {
            return FileFacts.WithinFolder(folder);
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            return null;
        }
    }
}
