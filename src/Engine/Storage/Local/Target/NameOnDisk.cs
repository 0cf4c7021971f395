using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local.Target;

/// <summary>The spelling under which a file system that folds names holds one.</summary>
internal static class NameOnDisk
{
    /// <summary>The name as the folder shows it; null when it holds none that it takes for this one.</summary>
    /// <exception cref="IOException">The folder cannot be looked at.</exception>
    public static string? Of(string folder, string name, NameFolding folding)
    {
        if (FileFacts.Of(Path.Join(folder, name), follow: false) is not { } wanted)
        {
            return null;
        }

        // Some file systems number one file differently by spelling, so the number only decides between several of one form.
        var form = folding.Fold(name);
        string? other = null;
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
        {
            var shown = Path.GetFileName(path);
            if (shown == name)
            {
                return name;
            }

            if (folding.Fold(shown) == form && (other is null || FileFacts.Of(path, follow: false)?.Identity == wanted.Identity))
            {
                other = shown;
            }
        }

        return other;
    }
}
