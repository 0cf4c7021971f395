namespace S3Sync.TestKit;

/// <summary>A folder of a test's own, gone with the test.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("s3sync-test-").FullName;

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>The full path of something in the folder.</summary>
    public string At(params ReadOnlySpan<string> parts)
    {
        var path = Path;
        foreach (var part in parts) path = System.IO.Path.Combine(path, part);
        return path;
    }

    /// <summary>Writes a file, making the folders above it, and returns its full path.</summary>
    public string Write(string relative, ReadOnlySpan<byte> content)
    {
        var path = At(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Writes a text file as UTF-8.</summary>
    public string Write(string relative, string content) => Write(relative, System.Text.Encoding.UTF8.GetBytes(content));

    public void Dispose()
    {
        if (!Directory.Exists(Path)) return;
        if (!OperatingSystem.IsWindows()) MakeWritable(Path);
        Directory.Delete(Path, recursive: true);
    }

    // A test may have taken its own rights away; links are never followed.
    private static void MakeWritable(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var below in new DirectoryInfo(folder).EnumerateDirectories())
        {
            if (below.LinkTarget is null) MakeWritable(below.FullName);
        }
    }
}
