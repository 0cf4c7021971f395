using S3Sync.LocalS3.Hosting.Certificates;
using S3Sync.LocalS3.Objects.Storage;

namespace S3Sync.LocalS3.Hosting;

/// <summary>Tells a folder that an endpoint keeps, or may begin to keep, from one that holds something of its user's.</summary>
internal static class StoreFolder
{
    // The command line keeps the folder's key pair under this name, and under it with an ending while it writes.
    private const string KeysName = ".keys";

    /// <summary>Throws <see cref="LocalS3Exception"/> when the folder has content and is not an endpoint's; reads names alone, writes nothing.</summary>
    public static void Check(string folder)
    {
        try
        {
            if (Directory.Exists(folder) && Foreign(folder) is { } foreign) throw LocalS3Exception.ForeignFolder(Path.GetFullPath(folder), foreign);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw LocalS3Exception.FolderUnusable(Path.GetFullPath(folder), failure);
        }
    }

    // Something beside a store with buckets (a note, a file browser's own file) does no harm: it is never touched.
    private static string? Foreign(string folder)
    {
        var root = DirectoryStorage.RootOf(folder);
        var buckets = Directory.Exists(root) ? Directory.GetFileSystemEntries(root) : [];
        if (buckets.FirstOrDefault(path => !IsOurs(path)) is { } inside) return Path.GetRelativePath(Path.GetFullPath(folder), inside);
        var isStore = Array.Exists(buckets, Directory.Exists) || (Directory.Exists(root) && File.Exists(Path.Combine(folder, FolderLock.LockName)));
        return isStore ? null : Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).FirstOrDefault(name => !IsOwnName(name));
    }

    private static bool IsOurs(string path) => DirectoryStorage.IsLeftover(path) || File.Exists(BucketDirectory.JournalPath(path)) || (File.Exists(path) && Path.GetFileName(path).StartsWith('.'));

    private static bool IsOwnName(string name) =>
        name is DirectoryStorage.RootName or FolderLock.LockName or FolderLock.HolderName or ServerCertificates.FolderName
        || name.StartsWith(KeysName, StringComparison.Ordinal);
}
