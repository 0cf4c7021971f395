using System.IO.Enumeration;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace S3Sync.Storage.Local.FileSystem;

/// <summary>Reads the names of one folder and what they are, without opening any of them.</summary>
/// <param name="followLinks">A link to a folder counts as a folder.</param>
internal sealed class FolderReader(bool followLinks)
{
    // Of dirent.h; the same numbers on every Unix.
    private const int UnknownType = 0;
    private const int FolderType = 4;
    private const int FileType = 8;
    private const int LinkType = 10;

    /// <summary>The folder's names in the order of their keys; null when there are more than <paramref name="most"/>.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public FolderNames? Read(string path, int most)
    {
        var names = new FolderNames();
        if (OperatingSystem.IsWindows())
        {
            ReadWindows(path, names, most);
        }
        else
        {
            ReadUnix(path, names, most);
        }

        if (names.Count > most)
        {
            return null;
        }

        names.Sort();
        return names;
    }

    private unsafe void ReadUnix(string path, FolderNames names, int most)
    {
        var folder = UnixCalls.OpenDir(path);
        if (folder == 0)
        {
            throw UnixCalls.LastFailure();
        }

        try
        {
            UnixCalls.DirectoryEntry entry;
            var result = 0;
            while (names.Count <= most && (result = UnixCalls.ReadDir(folder, &entry)) == 0)
            {
                var name = entry.NameLength >= 0
                    ? new ReadOnlySpan<byte>(entry.Name, entry.NameLength)
                    : MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry.Name);
                if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                {
                    names.Add(name, Utf8.IsValid(name) ? HintOf(path, name, entry.InodeType) : NameHint.NotUnicode);
                }
            }

            if (result > 0)
            {
                throw UnixCalls.Failure(result);
            }
        }
        finally
        {
            _ = UnixCalls.CloseDir(folder);
        }
    }

    private NameHint HintOf(string folder, ReadOnlySpan<byte> name, int type) => type switch
    {
        FileType => NameHint.File,
        FolderType => NameHint.Folder,
        LinkType => LinkHint(Path.Join(folder, Encoding.UTF8.GetString(name))),
        UnknownType => HintOf(Path.Join(folder, Encoding.UTF8.GetString(name))),
        _ => NameHint.Other,
    };

    // Some file systems do not keep the type in the folder. What cannot be looked at is told when its turn comes.
    private NameHint HintOf(string path) => Look(path, follow: false) switch
    {
        NodeKind.Folder => NameHint.Folder,
        NodeKind.Link => LinkHint(path),
        NodeKind.Other => NameHint.Other,
        _ => NameHint.File,
    };

    private NameHint LinkHint(string path) =>
        followLinks && Look(path, follow: true) == NodeKind.Folder ? NameHint.LinkToFolder : NameHint.Link;

    private static NodeKind? Look(string path, bool follow)
    {
        try
        {
            return FileFacts.Of(path, follow)?.Kind;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void ReadWindows(string path, FolderNames names, int most)
    {
        var options = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false, ReturnSpecialDirectories = false };
        var entries = new FileSystemEnumerable<(string Name, FileAttributes Attributes)>(
            path, (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.Attributes), options);
        foreach (var (name, attributes) in entries)
        {
            var hint = attributes.HasFlag(FileAttributes.ReparsePoint) ? HintOf(Path.Join(path, name))
                : attributes.HasFlag(FileAttributes.Directory) ? NameHint.Folder
                : attributes.HasFlag(FileAttributes.Device) ? NameHint.Other
                : NameHint.File;

            // NTFS takes half surrogate pairs, which no key can hold.
            var text = Encoding.UTF8.GetBytes(name);
            if (names.Count > most)
            {
                break;
            }

            names.Add(text, string.Equals(Encoding.UTF8.GetString(text), name, StringComparison.Ordinal) ? hint : NameHint.NotUnicode);
        }
    }
}
