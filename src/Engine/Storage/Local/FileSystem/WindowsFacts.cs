using Microsoft.Win32.SafeHandles;

namespace S3Sync.Storage.Local.FileSystem;

/// <summary>The facts of a path on Windows, where there is neither an inode number nor a change time to be had from .NET.</summary>
internal static class WindowsFacts
{
    public static FileFacts? Of(string path, bool follow)
    {
        FileSystemInfo info = new FileInfo(path);
        if (info.Attributes == (FileAttributes)(-1))
        {
            return null;
        }

        info = info.Attributes.HasFlag(FileAttributes.Directory) ? new DirectoryInfo(path) : info;
        if (info.LinkTarget is null)
        {
            return From(info);
        }

        return !follow ? new(NodeKind.Link, 0, info.LastWriteTimeUtc, 0, default, new(0, 0, path))
            : info.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } target ? From(target)
            : null;
    }

    public static FileFacts Of(SafeFileHandle file) =>
        new(NodeKind.File, RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file), 0, default, default);

    private static FileFacts From(FileSystemInfo info)
    {
        var isFolder = info is DirectoryInfo;
        var kind = isFolder ? NodeKind.Folder : info.Attributes.HasFlag(FileAttributes.Device) ? NodeKind.Other : NodeKind.File;
        return new(kind, isFolder ? 0 : ((FileInfo)info).Length, info.LastWriteTimeUtc, 0, default, isFolder ? new(0, 0, info.FullName) : default);
    }
}
