using S3Sync.Problems;
using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local;

/// <summary>Folders of a key below the root: looked at one by one, because a path's own resolution would walk through links.</summary>
internal sealed class LocalFolders(string root)
{
    /// <summary>Why a key may not be written or removed: something on its way down is not a folder. Null when the way is free, or not there yet.</summary>
    /// <exception cref="IOException">A folder cannot be looked at.</exception>
    public Problem? Obstacle(string key)
    {
        for (var slash = key.IndexOf('/', StringComparison.Ordinal); slash >= 0 && slash < key.Length - 1; slash = key.IndexOf('/', slash + 1))
        {
            if (FileFacts.Of(Path.Join(root, key[..slash]), follow: false) is not { } facts)
            {
                return null;
            }

            if (facts.Kind != NodeKind.Folder)
            {
                return InTheWay(key, key[..slash], facts.Kind);
            }
        }

        return null;
    }

    /// <summary>Makes the folders that a key needs, and for a key that ends in <c>/</c> the folder itself.</summary>
    /// <exception cref="StorageException">A link or file is in the way, or a folder cannot be made.</exception>
    public void Make(string key)
    {
        try
        {
            Directory.CreateDirectory(root);
            for (var slash = key.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = key.IndexOf('/', slash + 1))
            {
                MakeOne(key, key[..slash]);
            }
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            throw LocalFailures.Writing(Path.Join(root, key), 0, failure);
        }
    }

    private void MakeOne(string key, string folder)
    {
        var path = Path.Join(root, folder);
        if (FileFacts.Of(path, follow: false) is null)
        {
            Directory.CreateDirectory(path);
        }

        if (FileFacts.Of(path, follow: false) is { Kind: not NodeKind.Folder } facts)
        {
            throw new StorageException(InTheWay(key, folder, facts.Kind), FailureKind.Permanent);
        }
    }

    private static Problem InTheWay(string key, string folder, NodeKind kind) =>
        kind == NodeKind.Link ? LocalProblems.KeyBelowLink(key, folder) : LocalProblems.FileInTheWay(key, folder);
}
