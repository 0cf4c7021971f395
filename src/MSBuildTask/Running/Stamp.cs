using S3Sync.Problems;

namespace S3Sync.MSBuildTask.Running;

/// <summary>The file that says when the last good run began; MSBuild skips a publish whose inputs are older.</summary>
internal static class Stamp
{
    /// <summary>
    /// Dates the stamp with the beginning of the run: what changed while it went on is newer, and is published next time. The problem, or null.
    /// </summary>
    public static Problem? Touch(string path, DateTimeOffset began)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
            File.WriteAllText(path, "");
            File.SetLastWriteTimeUtc(path, began.UtcDateTime);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return BuildProblems.StateNotWritten(path, e.Message);
        }
    }
}
