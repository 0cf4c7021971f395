using System.Runtime.InteropServices;

namespace S3Sync.Storage.Local.FileSystem;

/// <summary>
/// The few file calls that .NET does not offer, through the runtime's own platform layer (libSystem.Native): it has one layout on every Unix,
/// where the C library's own structures differ by system and processor. The layout is the .NET 10 runtime's; <see cref="FileFacts.IsUnderstood"/>
/// notices another one before anything relies on it.
/// </summary>
internal static unsafe partial class UnixCalls
{
    public const int FormatMask = 0xF000;
    public const int RegularFile = 0x8000;
    public const int Directory = 0x4000;
    public const int SymbolicLink = 0xA000;

    public const int OpenForReading = 0;
    public const int CloseOnExec = 0x10;
    public const int NoFollow = 0x200;

    private const string Library = "libSystem.Native";

    [LibraryImport(Library, EntryPoint = "SystemNative_LStat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int LStat(string path, out FileStatus status);

    [LibraryImport(Library, EntryPoint = "SystemNative_Stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Stat(string path, out FileStatus status);

    /// <param name="path">UTF-8 with a NUL at its end.</param>
    [LibraryImport(Library, EntryPoint = "SystemNative_LStat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int LStat(byte* path, out FileStatus status);

    /// <param name="path">UTF-8 with a NUL at its end.</param>
    [LibraryImport(Library, EntryPoint = "SystemNative_Stat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Stat(byte* path, out FileStatus status);

    [LibraryImport(Library, EntryPoint = "SystemNative_FStat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int FStat(SafeHandle file, out FileStatus status);

    [LibraryImport(Library, EntryPoint = "SystemNative_Open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Open(string path, int flags, int mode);

    /// <summary>Reserves blocks without changing the file's length.</summary>
    [LibraryImport(Library, EntryPoint = "SystemNative_FAllocate", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Allocate(SafeHandle file, long offset, long length);

    [LibraryImport(Library, EntryPoint = "SystemNative_OpenDir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint OpenDir(string path);

    /// <summary>0 with an entry, -1 at the end, an error number otherwise. The name is valid until the next call.</summary>
    [LibraryImport(Library, EntryPoint = "SystemNative_ReadDir")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ReadDir(nint folder, DirectoryEntry* entry);

    [LibraryImport(Library, EntryPoint = "SystemNative_CloseDir")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int CloseDir(nint folder);

    /// <summary>An <see cref="IOException"/> for the last call's error, with its number as HResult as .NET's own have it.</summary>
    public static IOException LastFailure() => Failure(Marshal.GetLastPInvokeError());

    /// <summary>An <see cref="IOException"/> for an error number.</summary>
    public static IOException Failure(int error) => new(Marshal.GetPInvokeErrorMessage(error), error);

    [StructLayout(LayoutKind.Sequential)]
    internal struct FileStatus
    {
        public int Flags;
        public int Mode;
        public uint Uid;
        public uint Gid;
        public long Size;
        public long ATime;
        public long ATimeNsec;
        public long MTime;
        public long MTimeNsec;
        public long CTime;
        public long CTimeNsec;
        public long BirthTime;
        public long BirthTimeNsec;
        public long Dev;
        public long RDev;
        public long Ino;
        public uint UserFlags;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct DirectoryEntry
    {
        public byte* Name;
        public int NameLength;
        public int InodeType;
    }
}
