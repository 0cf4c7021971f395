namespace S3Sync.Entries;

/// <summary>A temporary file for what would grow memory; gone when it is closed.</summary>
internal static class SpillFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Makes an empty one.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static FileStream Create() =>
        new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.DeleteOnClose);
}
