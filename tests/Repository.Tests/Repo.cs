using System.Diagnostics;

namespace S3Sync.Repository.Tests;

/// <summary>The repository under test: its root and the files that are, or are about to be, tracked.</summary>
internal static class Repo
{
    public static string Root { get; } = Generate.Repository.FindRoot(AppContext.BaseDirectory);

    /// <summary>Paths relative to the root, with <c>/</c>, in ordinal order; what .gitignore names and what is deleted is left out.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    public static bool Exists(string path) => File.Exists(Absolute(path)) || Directory.Exists(Absolute(path));

    public static string Read(string path) => File.ReadAllText(Absolute(path)).ReplaceLineEndings("\n");

    public static string[] Lines(string path) => Read(path).TrimEnd('\n').Split('\n');

    private static string Absolute(string path) => Path.Combine(Root, path);

    private static List<string> ListFiles()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Xunit.Assert.True(git.ExitCode == 0, $"git ls-files failed in '{Root}' with exit code {git.ExitCode}.");
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(Absolute(path))).Order(StringComparer.Ordinal)];
    }
}
