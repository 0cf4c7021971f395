using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local.Target;

/// <summary>
/// Asks a file system about names by making them: in a folder of its own below the root (or below the nearest folder above that exists), which
/// is gone when the question is answered. The operating system does not tell: a case-folding volume may be mounted anywhere.
/// </summary>
internal sealed class NameProbe(string root)
{
    private const int Attempts = 3;

    /// <summary>The file system's rules.</summary>
    public NameRules Ask() => new(AreOne("aé", "AÉ") || AreOne("a", "A") || AreOne("\u00E9", "e\u0301"), AreOne, Takes);

    private bool AreOne(string one, string other) =>
        InRoom(room => !IsMade(room, one) ? Directory.Exists(room) ? false : null
            : IsThere(room, other) ? true
            : IsThere(room, one) ? false
            : null) ?? FoldsByCustom(one, other);

    private bool Takes(string name) =>
        InRoom(room => !IsMade(room, name) ? Directory.Exists(room) ? false : null
            : Directory.GetFileSystemEntries(room) is [var path, ..] ? Path.GetFileName(path) == name
            : null) ?? true;

    private static bool IsThere(string room, string name) => FileFacts.Of(Path.Join(room, name), follow: false) is not null;

    private static bool IsMade(string room, string name)
    {
        try
        {
            using var made = File.OpenHandle(Path.Join(room, name), FileMode.CreateNew, FileAccess.Write);
            return true;
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure) || failure is ArgumentException)
        {
            return false;
        }
    }

    // A question answers null when another process's listing took the room for a leftover meanwhile: it is asked again. Null in the end means that
    // no room could be made: a read-only place, to which nothing can be written either.
    private bool? InRoom(Func<string, bool?> question)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var room = Path.Join(NearestFolder(), PartialName.NewRoom());
            try
            {
                Directory.CreateDirectory(room);
                if (question(room) is { } answer)
                {
                    return answer;
                }
            }
            catch (SystemException failure) when (LocalFailures.IsExpected(failure))
            {
                // The same, or no right to write here.
            }
            finally
            {
                PartialName.SweepRoom(room);
            }
        }

        return null;
    }

    private string NearestFolder()
    {
        var folder = root;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
        {
            folder = above;
        }

        return folder;
    }

    // What the file systems of Windows and macOS do unless they were made otherwise.
    private static bool FoldsByCustom(string one, string other) =>
        (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()) && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
