using S3Sync.Storage.Local;

namespace S3Sync.Manifests.Recording;

/// <summary>Writes a file whole or not at all: under a temporary name beside it, which is then renamed over it.</summary>
internal static class WholeFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Writes it; what was there before stays until all is written.</summary>
    /// <exception cref="IOException">It cannot be written; nothing is left behind.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written in.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(path)!; // checked before the run: it names a file in a folder
        Directory.CreateDirectory(folder);
        var temporary = Path.Join(folder, PartialName.NewPart());
        var isWhole = false;
        using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None | PartialName.WindowsDelete, BufferSize);
        try
        {
            write(file);
            file.Flush(flushToDisk: true);
            File.Move(temporary, path, overwrite: true);
            isWhole = true;
        }
        finally
        {
            if (!isWhole)
            {
                File.Delete(temporary);
            }
        }
    }
}
