using S3Sync.Options;

namespace S3Sync.MSBuildTask.Running;

/// <summary>A file as it was found; of a link, what is read through it.</summary>
internal sealed record SourceFile(string Path, long Length, DateTime Modified);

/// <summary>The files below the source, links followed as a run follows them.</summary>
internal static class SourceFiles
{
    private const int MostLinks = 40; // as Linux allows on one path: path_resolution(7)

    /// <summary>The files, in an order that does not change from build to build; none of a source that is not on this machine.</summary>
    public static IReadOnlyList<SourceFile> Of(Location source)
    {
        var files = new List<SourceFile>();
        if (source is not LocalLocation { Path: var path })
        {
            return files;
        }

        if (File.Exists(path))
        {
            files.Add(Seen(new(path)));
        }
        else
        {
            Walk(new(path), [Real(path)], files);
        }

        files.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return files;
    }

    // The last of the way is the folder itself. One that is on it already would go round for ever.
    private static void Walk(DirectoryInfo folder, IReadOnlyList<string> way, List<SourceFile> files)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true }))
        {
            if (entry is FileInfo file)
            {
                files.Add(Seen(file));
            }
            else if (entry is DirectoryInfo inner && Path.Join(way[^1], inner.Name) is var place && (IsLink(inner) ? Real(place) : place) is var real && !way.Contains(real))
            {
                Walk(inner, [.. way, real], files);
            }
        }
    }

    // Without a link in it: by the words of a link alone, which lead on from where it really is, a folder has many names.
    private static string Real(string path, int links = 0)
    {
        if (Path.GetDirectoryName(path) is not { } above)
        {
            return path;
        }

        var folder = Real(above, links);
        var at = Path.Join(folder, Path.GetFileName(path));
        return links < MostLinks && new FileInfo(at).LinkTarget is { } target ? Real(Path.GetFullPath(target, folder), links + 1) : at;
    }

    private static bool IsLink(FileSystemInfo entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    // The size and the time of a link are its own, and stay the same whatever becomes of the file that it leads to.
    private static SourceFile Seen(FileInfo file)
    {
        if (!IsLink(file))
        {
            return new(file.FullName, file.Length, file.LastWriteTimeUtc);
        }

        try
        {
            using var target = File.OpenHandle(file.FullName);
            return new(file.FullName, RandomAccess.GetLength(target), File.GetLastWriteTimeUtc(target));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // The run tells of it, and does not count as good then.
            return new(file.FullName, 0, file.LastWriteTimeUtc);
        }
    }
}
