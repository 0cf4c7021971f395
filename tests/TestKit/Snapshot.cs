using System.Runtime.CompilerServices;

namespace S3Sync.TestKit;

/// <summary>
/// Compares a text with the one that was approved: <c>NAME.verified.txt</c> beside the test. A difference leaves <c>NAME.received.txt</c>
/// there; to approve it, rename it to verified. The file names are Verify's, so that Verify can take this class's place.
/// </summary>
public static class Snapshot
{
    /// <summary>Throws when <paramref name="received"/> is not what was approved under <paramref name="name"/>; line endings do not count.</summary>
    public static void Verify(string received, string name, [CallerFilePath] string caller = "")
    {
        var folder = Path.GetDirectoryName(caller) ?? "";
        var verifiedPath = Path.Combine(folder, name + ".verified.txt");
        var receivedPath = Path.Combine(folder, name + ".received.txt");
        var text = Normalized(received);
        var verified = File.Exists(verifiedPath) ? Normalized(File.ReadAllText(verifiedPath)) : null;
        if (text == verified)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, text);
        throw new SnapshotException(
            $"'{name}' is not what was approved{FirstDifference(verified, text)}. If the change is meant, rename '{name}.received.txt' to '{name}.verified.txt'.");
    }

    private static string Normalized(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string FirstDifference(string? verified, string received)
    {
        if (verified is null)
        {
            return ": nothing was approved yet";
        }

        var (old, now) = (verified.Split('\n'), received.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(old.Length, now.Length)).First(index => old.ElementAtOrDefault(index) != now.ElementAtOrDefault(index));
        return $", first in line {line + 1}: approved '{old.ElementAtOrDefault(line)}', received '{now.ElementAtOrDefault(line)}'";
    }
}

/// <summary>A text that differs from the approved one.</summary>
public sealed class SnapshotException(string message) : Exception(message);
