namespace S3Sync.Catalog.Origins;

/// <summary>What a git repository has checked out, read from its files. "gitrepository-layout", Git documentation.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Reference">The branch, as <c>refs/heads/main</c>; null when none is checked out.</param>
internal sealed record GitHead(string Commit, string? Reference)
{
    private const string Pointer = "gitdir: ";
    private const string Symbolic = "ref: ";

    /// <summary>The head of the repository that holds a path; null when none does, or it is kept in a way that is not read here.</summary>
    public static GitHead? Around(string path)
    {
        try
        {
            return FolderAround(path) is { } folder ? Read(folder) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is only told along; a run is not worse for not knowing.
            return null;
        }
    }

    private static string? FolderAround(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            var place = Path.Combine(folder.FullName, ".git");
            if (Directory.Exists(place))
            {
                return place;
            }

            // A worktree or a submodule.
            if (File.Exists(place) && File.ReadAllText(place).Trim() is var text && text.StartsWith(Pointer, StringComparison.Ordinal))
            {
                return Path.GetFullPath(text[Pointer.Length..], folder.FullName);
            }
        }

        return null;
    }

    private static GitHead? Read(string folder)
    {
        var head = File.ReadAllText(Path.Combine(folder, "HEAD")).Trim();
        if (!head.StartsWith(Symbolic, StringComparison.Ordinal))
        {
            return IsCommit(head) ? new(head, null) : null;
        }

        // The references of a worktree are kept in the repository that it belongs to.
        var reference = head[Symbolic.Length..];
        var shared = Path.Combine(folder, "commondir") is var file && File.Exists(file) ? Path.GetFullPath(File.ReadAllText(file).Trim(), folder) : folder;
        var commit = Loose(folder, reference) ?? Loose(shared, reference) ?? Packed(shared, reference);
        return commit is null ? null : new(commit, reference);
    }

    private static string? Loose(string folder, string reference)
    {
        var file = Path.GetFullPath(reference, folder);
        return file.StartsWith(folder, StringComparison.Ordinal) && File.Exists(file) && File.ReadAllText(file).Trim() is var commit && IsCommit(commit) ? commit : null;
    }

    private static string? Packed(string folder, string reference)
    {
        var file = Path.Combine(folder, "packed-refs");
        return !File.Exists(file) ? null : File.ReadLines(file)
            .Where(line => line.EndsWith(" " + reference, StringComparison.Ordinal))
            .Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)])
            .FirstOrDefault(IsCommit);
    }

    private static bool IsCommit(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);
}
