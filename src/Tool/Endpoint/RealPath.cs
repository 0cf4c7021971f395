namespace S3Sync.Tool.Endpoint;

/// <summary>Where a path really leads, links followed, also when its last part is not there yet.</summary>
internal static class RealPath
{
    private const int MostLinks = 40; // as Linux allows on one path: path_resolution(7)

    /// <summary>Whether two directories are the same or one lies in the other.</summary>
    public static bool IsNested(string a, string b)
    {
        var (first, second) = (WithSeparator(Of(a)), WithSeparator(Of(b)));

        // Where the system's file systems fold case by default, two spellings may be one folder; taking them for one refuses, it loses nothing.
        var comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return first.StartsWith(second, comparison) || second.StartsWith(first, comparison);
    }

    /// <summary>An absolute path without a link in it.</summary>
    public static string Of(string path)
    {
        for (var links = 0; links < MostLinks; links++)
        {
            if (FirstLink(path) is not var (link, below) || link.LinkTarget is not { } target)
            {
                break;
            }

            path = Path.GetFullPath(Path.Join(Path.GetFullPath(target, Path.GetDirectoryName(link.FullName) ?? "/"), below), "/");
        }

        return path;
    }

    private static (FileSystemInfo Link, string Below)? FirstLink(string path)
    {
        var root = Path.GetPathRoot(path)!; // an absolute path has one
        var at = root;
        foreach (var part in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            at = Path.Join(at, part);
            if (new FileInfo(at) is { LinkTarget: not null } link)
            {
                return (link, Path.GetRelativePath(at, path) is "." ? "" : Path.GetRelativePath(at, path));
            }
        }

        return null;
    }

    private static string WithSeparator(string path) =>
        Path.EndsInDirectorySeparator(path) ? path : path + Path.DirectorySeparatorChar;
}
