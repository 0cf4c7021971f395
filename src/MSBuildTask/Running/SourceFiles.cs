namespace S3Sync.MSBuildTask.Running;

/// <summary>The files below the source, links followed as a run follows them.</summary>
internal static class SourceFiles
{
    /// <summary>The files, in an order that does not change from build to build.</summary>
    public static IReadOnlyList<FileInfo> Of(string source)
    {
        var files = new List<FileInfo>();
        if (File.Exists(source))
        {
            files.Add(new(source));
        }
        else
        {
            Walk(new(source), [], files);
        }

        files.Sort((one, other) => string.CompareOrdinal(one.FullName, other.FullName));
        return files;
    }

    // A link to a folder above would go round for ever.
    private static void Walk(DirectoryInfo folder, IReadOnlyList<string> above, List<FileInfo> files)
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
                files.Add(file);
            }
        }
    }
}
