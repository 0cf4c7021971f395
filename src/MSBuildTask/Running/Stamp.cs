using System.Security.Cryptography;
using System.Text;
using S3Sync.Problems;

namespace S3Sync.MSBuildTask.Running;

/// <summary>
/// The file that says when the last good run began, and what it depended on; MSBuild skips a publish whose inputs are older. Times alone do not
/// tell whose run it was: builds side by side may share the file, and clocks differ.
/// </summary>
internal static class Stamp
{
    /// <summary>Whether the stamp is of a run that depended on what <paramref name="list"/> says.</summary>
    public static bool IsOf(string path, string list) => File.Exists(path) && File.ReadAllText(path) == TextOf(list);

    /// <summary>
    /// Dates the stamp with the beginning of the run: what changed while it went on is newer, and is published next time. The problem, or null.
    /// </summary>
    public static Problem? Touch(string path, string list, DateTimeOffset began)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
            File.WriteAllText(path, TextOf(list));
            File.SetLastWriteTimeUtc(path, began.UtcDateTime);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return BuildProblems.StateNotWritten(path, e.Message);
        }
    }

    private static string TextOf(string list) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list))) + "\n";
}
