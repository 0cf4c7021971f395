using System.Buffers;
using System.Security.Cryptography;

namespace S3Sync.Storage.Local;

/// <summary>
/// The names of our own temporary files: <c>.s3sync-</c>, 16 hex digits, <c>.part</c> for a download in progress, or <c>.probe</c> and a few
/// characters for a question put to the file system. A listing never shows them and removes those that no live process holds.
/// </summary>
internal static class PartialName
{
    private const string Start = ".s3sync-";
    private const string PartEnd = ".part";
    private const string ProbeEnd = ".probe";
    private const int Digits = 16;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>A new name for a download in progress.</summary>
    public static string NewPart() => Start + NewDigits() + PartEnd;

    /// <summary>A new name for a question put to the file system; anything may be appended to it.</summary>
    public static string NewProbe() => Start + NewDigits() + ProbeEnd;

    /// <summary>Whether a name, without its folder, is one of ours.</summary>
    public static bool Matches(ReadOnlySpan<char> name)
    {
        if (!name.StartsWith(Start, StringComparison.Ordinal) || name.Length < Start.Length + Digits)
        {
            return false;
        }

        var rest = name[(Start.Length + Digits)..];
        return !name.Slice(Start.Length, Digits).ContainsAnyExcept(HexDigits)
            && (rest.SequenceEqual(PartEnd) || rest.StartsWith(ProbeEnd, StringComparison.Ordinal));
    }

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

    /// <summary>Windows removes and renames an open file only when it was opened so; elsewhere the flag would weaken the lock.</summary>
    public static FileShare WindowsDelete => OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private static string NewDigits() => RandomNumberGenerator.GetHexString(Digits, lowercase: true);
}
