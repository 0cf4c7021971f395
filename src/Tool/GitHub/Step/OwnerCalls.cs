using System.Runtime.InteropServices;

namespace S3Sync.Tool.GitHub.Step;

/// <summary>Who owns a file on Linux, which .NET does not tell or change. The layout of what is told is that of the runtime's own platform layer.</summary>
internal static partial class OwnerCalls
{
    private const string Runtime = "libSystem.Native";

    /// <summary>The user that this process acts as; 0 is root.</summary>
    [LibraryImport(Runtime, EntryPoint = "SystemNative_GetEUid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint User();

    /// <summary>Looks at a path itself, not at what a link leads to; 0 when it could.</summary>
    [LibraryImport(Runtime, EntryPoint = "SystemNative_LStat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Look(string path, out Status status);

    /// <summary>Gives a path itself, not what a link leads to, to a user and a group; 0 when it could. lchown(2).</summary>
    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Give(string path, uint user, uint group);

    /// <summary>What the runtime tells of a file; only the first fields are looked at.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    internal struct Status
    {
        public int Flags;
        public int Mode;
        public uint User;
        public uint Group;
    }
}
