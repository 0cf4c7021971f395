using S3Sync.Problems;

namespace S3Sync.Storage.Local;

/// <summary>Turns what the file system threw into the failure of one object.</summary>
internal static class LocalFailures
{
    // ENOSPC is 28 and EFBIG 27 on every Unix; EDQUOT is 122 on Linux and 69 on macOS; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private const int NoSpace = 28;
    private const int TooLarge = 27;
    private const int QuotaLinux = 122;
    private const int QuotaMac = 69;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    // EEXIST, and EWOULDBLOCK of Linux and macOS; ERROR_SHARING_VIOLATION and ERROR_FILE_EXISTS.
    private const int AlreadyThere = 17;
    private const int LockedLinux = 11;
    private const int LockedMac = 35;
    private const int WindowsShared = unchecked((int)0x80070020);
    private const int WindowsAlreadyThere = unchecked((int)0x80070050);

    /// <summary>Whether a new file could not be made because another process has it, or made it first.</summary>
    public static bool IsContention(IOException failure) =>
        failure.HResult is AlreadyThere or WindowsShared or WindowsAlreadyThere
        || failure.HResult == (OperatingSystem.IsMacOS() ? LockedMac : LockedLinux);

    /// <summary>Whether this is what file calls throw.</summary>
    public static bool IsExpected(Exception failure) => failure is IOException or UnauthorizedAccessException;

    /// <summary>The failure to write a file of <paramref name="size"/> bytes.</summary>
    public static StorageException Writing(string path, long size, Exception cause) =>
        new(IsDiskFull(cause) ? LocalProblems.DiskFull(path, size) : LocalProblems.CannotWrite(path, cause.Message), FailureKind.Permanent, cause);

    /// <summary>The failure to read a file; one that is gone has changed.</summary>
    public static StorageException Reading(string path, Exception cause) =>
        cause is FileNotFoundException or DirectoryNotFoundException
            ? new(LocalProblems.FileGone(path), FailureKind.Gone, cause)
            : new(LocalProblems.CannotRead(path, cause.Message), FailureKind.Permanent, cause);

    /// <summary>Whether a file of that size cannot be: the disk or quota is full, or the file system has no files that large.</summary>
    public static bool IsNoRoom(IOException failure) => failure.HResult == TooLarge || IsDiskFull(failure);

    private static bool IsDiskFull(Exception cause) =>
        cause is IOException
        && (cause.HResult is NoSpace or WindowsDiskFull or WindowsHandleDiskFull
            || cause.HResult == (OperatingSystem.IsMacOS() ? QuotaMac : QuotaLinux));
}
