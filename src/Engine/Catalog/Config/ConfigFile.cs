using S3Sync.Problems;

namespace S3Sync.Catalog.Config;

/// <summary>The file that a config is in.</summary>
/// <param name="Shown">As the user knows it: <c>s3sync.json</c>.</param>
/// <param name="Path">Its absolute path.</param>
/// <param name="Origin">What named it: an option, a variable; empty when it was found in the current folder.</param>
internal sealed record ConfigFile(string Shown, string Path, string Origin)
{
    private const int MostBytes = 4 << 20;

    /// <summary>The folder that relative paths in it are meant from.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path) ?? Path;

    /// <summary>All of it, or null with the problem.</summary>
    public byte[]? Read(ICollection<Problem> problems)
    {
        if (Directory.Exists(Path))
        {
            problems.Add(ConfigProblems.IsADirectory(Shown));
            return null;
        }

        try
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var text = new byte[MostBytes + 1]; // a pipe tells no length
            var length = file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            if (length <= MostBytes)
            {
                return text[..length];
            }

            problems.Add(ConfigProblems.TooLarge(Shown, MostBytes >> 20));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(ConfigProblems.Missing(Origin, Shown));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            problems.Add(ConfigProblems.Unreadable(Shown, Problem.Quoted(e.Message)));
        }

        return null;
    }
}
