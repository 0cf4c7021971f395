using System.Buffers;
using System.Security.Cryptography;

namespace S3Sync.Storage.Local;

/// <summary>
/// The names of our own temporary files: <c>.s3sync-</c>, 16 hex digits, <c>.part</c> for a download in progress, or <c>.probe</c> for
/// a folder in which the file system was asked about names. A listing never shows them and removes those that no live process holds.
/// </summary>
internal static class PartialName
{
    private const string StartText = ".s3sync-";
    private const string PartEnd = ".part";
    private const string ProbeEnd = ".probe";
    private const int Digits = 16;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>What all of them begin with, in UTF-8.</summary>
    public static ReadOnlySpan<byte> Start => ".s3sync-"u8;

    /// <summary>A new name for a download in progress.</summary>
    public static string NewPart() => StartText + NewDigits() + PartEnd;

    /// <summary>A new name for a folder in which questions are put to the file system.</summary>
    public static string NewRoom() => StartText + NewDigits() + ProbeEnd;

    /// <summary>Whether a name, without its folder, is one of a download in progress.</summary>
    public static bool IsPart(ReadOnlySpan<char> name) => HasForm(name, PartEnd);

    /// <summary>Whether a name, without the folders above it, is one of a folder for questions.</summary>
    public static bool IsRoom(ReadOnlySpan<char> name) => HasForm(name, ProbeEnd);

    /// <summary>Removes a temporary file that no live process holds. What is held, or may not be removed, is left: it is not listed either way.</summary>
    public static void Sweep(string path)
    {
        try
        {
            // The lock is what tells: a process that died holds none. The file is removed under our lock, so nobody begins to use it meanwhile.
            using var held = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None | WindowsDelete);
            File.Delete(path);
        }
        catch (SystemException failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Held by a live process, or not ours to remove.
        }
    }

    /// <summary>Whether <see cref="SweepRoom"/> would remove a folder: nothing but empty files is in it.</summary>
    public static bool IsSpentRoom(string path)
    {
        try
        {
            return new DirectoryInfo(path).EnumerateFileSystemInfos().All(static inside => inside is FileInfo { Length: 0 });
        }
        catch (SystemException failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return !Directory.Exists(path);
        }
    }

    /// <summary>Removes a folder for questions with the empty files in it, and nothing else.</summary>
    /// <returns>Whether it is gone.</returns>
    public static bool SweepRoom(string path)
    {
        try
        {
            foreach (var file in new DirectoryInfo(path).EnumerateFiles().Where(file => file.Length == 0))
            {
                file.Delete();
            }

            Directory.Delete(path, recursive: false);
            return true;
        }
        catch (SystemException failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return !Directory.Exists(path);
        }
    }

    /// <summary>Windows removes and renames an open file only when it was opened so; elsewhere the flag would weaken the lock.</summary>
    public static FileShare WindowsDelete => OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private static bool HasForm(ReadOnlySpan<char> name, string end) =>
        name.Length == StartText.Length + Digits + end.Length
        && name.StartsWith(StartText, StringComparison.Ordinal)
        && name.EndsWith(end, StringComparison.Ordinal)
        && !name.Slice(StartText.Length, Digits).ContainsAnyExcept(HexDigits);

    private static string NewDigits() => RandomNumberGenerator.GetHexString(Digits, lowercase: true);
}
