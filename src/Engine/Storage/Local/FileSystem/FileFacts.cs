using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using S3Sync.Entries;

namespace S3Sync.Storage.Local.FileSystem;

/// <summary>What stands at a path.</summary>
internal enum NodeKind
{
    File,
    Folder,
    Link,

    /// <summary>A pipe, a socket or a device: never opened.</summary>
    Other,
}

/// <summary>
/// What the file system tells about one path at one moment. Two equal values mean that nothing was written in between, as far as times and
/// sizes can tell.
/// </summary>
/// <param name="Kind">What stands there.</param>
/// <param name="Size">Bytes; 0 unless it is a file.</param>
/// <param name="Modified">The last write in UTC, clamped to what .NET can express.</param>
/// <param name="ModifiedNanosecond">The nanoseconds of the last write within its second.</param>
/// <param name="StatusChanged">The last change of content or status (ctime), seconds and nanoseconds; 0 on Windows.</param>
/// <param name="Identity">Which file or folder it is.</param>
internal readonly record struct FileFacts(
    NodeKind Kind, long Size, DateTimeOffset Modified, long ModifiedNanosecond, (long Seconds, long Nanoseconds) StatusChanged, FileIdentity Identity)
{
    private const long EarliestSecond = -62_135_596_800;
    private const long LatestSecond = 253_402_300_799;

    /// <summary>The facts by which a file is known again in a later run.</summary>
    public FileStamp Stamp => new(
        Size, Modified.ToUnixTimeSeconds(), OperatingSystem.IsWindows() ? (int)(Modified.UtcTicks % TimeSpan.TicksPerSecond) * 100 : (int)ModifiedNanosecond,
        StatusChanged.Seconds, (int)StatusChanged.Nanoseconds, Identity.Number);

    /// <summary>The facts of a path; null when nothing is there.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="follow">Look at what a symbolic link leads to, not at the link.</param>
    /// <exception cref="IOException">The path cannot be looked at.</exception>
    public static FileFacts? Of(string path, bool follow)
    {
        if (OperatingSystem.IsWindows())
        {
            return WindowsFacts.Of(path, follow);
        }

        return Answer(follow ? UnixCalls.Stat(path, out var status) : UnixCalls.LStat(path, out status), status);
    }

    /// <summary>The facts of a path; null when nothing is there. Not for Windows.</summary>
    /// <param name="path">An absolute path in UTF-8 with a NUL at its end.</param>
    /// <param name="follow">Look at what a symbolic link leads to, not at the link.</param>
    /// <exception cref="IOException">The path cannot be looked at.</exception>
    public static unsafe FileFacts? Of(ReadOnlySpan<byte> path, bool follow)
    {
        fixed (byte* text = path)
        {
            return Answer(follow ? UnixCalls.Stat(text, out var status) : UnixCalls.LStat(text, out status), status);
        }
    }

    /// <summary>The facts of an open file.</summary>
    /// <exception cref="IOException">The file cannot be looked at.</exception>
    public static FileFacts Of(SafeFileHandle file) =>
        OperatingSystem.IsWindows() ? WindowsFacts.Of(file)
            : UnixCalls.FStat(file, out var status) == 0 ? From(status)
            : throw UnixCalls.LastFailure();

    /// <summary>Which folder one is in at a path; null when no folder is there. A file system that is mounted on demand is mounted by asking.</summary>
    /// <param name="path">An absolute path; links are followed.</param>
    /// <exception cref="IOException">The path cannot be looked at.</exception>
    public static FileIdentity? WithinFolder(string path) =>
        Of(OperatingSystem.IsWindows() ? path : path + "/.", follow: true) is { Kind: NodeKind.Folder } facts ? facts.Identity : null;

    /// <summary>Whether the runtime's structures are as expected: an existing folder must come back as a folder with its own time.</summary>
    public static bool IsUnderstood(string existingFolder) =>
        OperatingSystem.IsWindows()
        || (Of(existingFolder, follow: true) is { Kind: NodeKind.Folder } facts
            && (facts.Modified - Directory.GetLastWriteTimeUtc(existingFolder)).Duration() < TimeSpan.FromMinutes(1));

    // ENOENT and ENOTDIR have the same numbers on every Unix.
    private static FileFacts? Answer(int result, in UnixCalls.FileStatus status) =>
        result == 0 ? From(status) : Marshal.GetLastPInvokeError() is 2 or 20 ? null : throw UnixCalls.LastFailure();

    private static FileFacts From(in UnixCalls.FileStatus status)
    {
        var kind = (status.Mode & UnixCalls.FormatMask) switch
        {
            UnixCalls.RegularFile => NodeKind.File,
            UnixCalls.Directory => NodeKind.Folder,
            UnixCalls.SymbolicLink => NodeKind.Link,
            _ => NodeKind.Other,
        };
        var modified = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(status.MTime, EarliestSecond, LatestSecond)).AddTicks(status.MTimeNsec / 100);
        return new(kind, kind == NodeKind.File ? status.Size : 0, modified, status.MTimeNsec, (status.CTime, status.CTimeNsec), new(status.Dev, status.Ino, null));
    }
}

/// <summary>Which file or folder something is, whatever path leads to it.</summary>
/// <param name="Device">The device's number; 0 on Windows.</param>
/// <param name="Number">The inode's number; 0 on Windows.</param>
/// <param name="RealPath">On Windows, the path behind all links of its last segment; null elsewhere.</param>
internal readonly record struct FileIdentity(long Device, long Number, string? RealPath);
