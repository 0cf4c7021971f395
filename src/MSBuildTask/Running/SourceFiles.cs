using S3Sync.Options;

namespace S3Sync.MSBuildTask.Running;

/// <summary>A file as it was found; of a link, what is read through it.</summary>
internal sealed record SourceFile(string Path, long Length, DateTime Modified);

/// <summary>The files below the source, links followed as a run follows them.</summary>
internal static class SourceFiles
{
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
            Walk(new(path), [], files);
        }

        files.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return files;
    }

    // A link to a folder above would go round for ever.
    private static void Walk(DirectoryInfo folder, IReadOnlyList<string> above, List<SourceFile> files)
    {
        var real = (folder.ResolveLinkTarget(returnFinalTarget: true) ?? folder).FullName;
        if (above.Contains(real))
        {
            return;
        }

        foreach (var entry in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true }))
        {
            if (entry is DirectoryInfo inner)
            {
                Walk(inner, [.. above, real], files);
            }
            else if (entry is FileInfo file)
            {
                files.Add(Seen(file));
            }
        }
    }

    // The size and the time of a link are its own, and stay the same whatever becomes of the file that it leads to.
    private static SourceFile Seen(FileInfo file)
    {
        if (!file.Attributes.HasFlag(FileAttributes.ReparsePoint))
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
