using System.IO.Enumeration;
using System.Runtime.InteropServices;
using S3Sync.Problems;
using S3Sync.Tool.Endpoint;

namespace S3Sync.Tool.GitHub.Step;

/// <summary>
/// Gives what this step writes into the workspace to the workspace's owner: a container action is root, and the steps after it are not.
/// </summary>
internal sealed class WorkspaceOwner
{
    private readonly StepPlaces _real;
    private readonly (uint User, uint Group) _owner;

    private WorkspaceOwner(StepPlaces real, (uint User, uint Group) owner) => (_real, _owner) = (real, owner);

    /// <summary>The first thing that could not be given; null when all could.</summary>
    public Problem? Complaint { get; private set; }

    /// <summary>The owner, when this process is root on Linux and the workspace is somebody else's; null when nothing is to be given.</summary>
    public static WorkspaceOwner? Of(StepPlaces places) =>
        OperatingSystem.IsLinux() && OwnerCalls.User() == 0 && RealPath.Of(places.Workspace) is var real && OwnerCalls.Look(real, out var status) == 0 && status.User != 0
            ? new(new(real), (status.User, status.Group))
            : null;

    /// <summary>
    /// Gives a file or folder, and the folders above it that are root's, as far as they are in the workspace. What a link in the workspace leads to
    /// outside of it is not: whoever wrote the link could have any file of this machine.
    /// </summary>
    public void Own(string path)
    {
        var real = Path.Join(RealPath.Of(Path.GetDirectoryName(path) ?? path), Path.GetFileName(path));
        for (var at = real; at is not null && at.Length > _real.Workspace.Length && _real.Holds(at); at = Path.GetDirectoryName(at))
        {
            if (OwnerCalls.Look(at, out var status) != 0 || status.User != 0)
            {
                // Not there, or somebody's already; so are the folders above it then.
                return;
            }

            if (OwnerCalls.Give(at, _owner.User, _owner.Group) != 0)
            {
                Complaint ??= ActionProblems.OwnerUnchanged(at, Marshal.GetLastPInvokeErrorMessage());
                return;
            }
        }
    }

    /// <summary>Gives a folder with all that is in it; links themselves, and nothing behind them.</summary>
    public void OwnTree(string folder)
    {
        var real = RealPath.Of(folder);
        if (!Directory.Exists(real) || !_real.Holds(real))
        {
            return;
        }

        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, ReturnSpecialDirectories = false };
        Own(real);
        foreach (var path in new FileSystemEnumerable<string>(real, static (ref entry) => entry.ToFullPath(), all)
        {
            ShouldRecursePredicate = static (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        })
        {
            Own(path);
        }
    }
}

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
