using System.Runtime.InteropServices;
using System.Text;
using Xunit;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace S3Sync.Engine.Tests.Local;

/// <summary>What tests make on a Unix file system and .NET cannot: pipes, names of any bytes, an unprivileged look.</summary>
internal static class UnixWorld
{
    public static void MakePipe(string path) => Assert.Equal(0, MkFifo(path, 0x1A4));

    public static void SetMode(string path, uint mode) => Assert.Equal(0, ChMod(path, mode));

    /// <summary>Makes an empty file whose name is these bytes; removed when the answer is disposed, since .NET cannot name it.</summary>
    public static IDisposable WriteRaw(string folder, ReadOnlySpan<byte> name)
    {
        byte[] path = [.. Encoding.UTF8.GetBytes(folder + "/"), .. name, 0];
        var descriptor = Creat(path, 0x1A4);
        Assert.True(descriptor >= 0, "the file system refuses such names");
        _ = Close(descriptor);
        return new Removal(path);
    }

    /// <summary>Looks at files as nobody does while the answer is not disposed, on this thread alone; only root needs it.</summary>
    public static IDisposable Unprivileged() => new OtherUser();

    [DllImport("libc", EntryPoint = "mkfifo", CharSet = CharSet.Ansi)]
    private static extern int MkFifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    [DllImport("libc", EntryPoint = "chmod", CharSet = CharSet.Ansi)]
    private static extern int ChMod([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    [DllImport("libc", EntryPoint = "creat")]
    private static extern int Creat(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "unlink")]
    private static extern int Unlink(byte[] path);

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern int SetFileSystemUser(uint user);

    private sealed class Removal(byte[] path) : IDisposable
    {
        public void Dispose() => _ = Unlink(path);
    }

    private sealed class OtherUser : IDisposable
    {
        private readonly int _before = SetFileSystemUser(65534);

        public void Dispose() => _ = SetFileSystemUser((uint)_before);
    }
}
