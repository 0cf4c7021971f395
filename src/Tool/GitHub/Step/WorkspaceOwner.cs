using System.Runtime.InteropServices;
using S3Sync.Problems;

namespace S3Sync.Tool.GitHub.Step;

/// <summary>
/// Gives what this step writes into the workspace to the workspace's owner: a container action is root, and the steps after it are not.
/// </summary>
internal sealed class WorkspaceOwner
{
    private readonly StepPlaces _places;
    private readonly (uint User, uint Group) _owner;

    private WorkspaceOwner(StepPlaces places, (uint User, uint Group) owner) => (_places, _owner) = (places, owner);

    /// <summary>The first thing that could not be given; null when all could.</summary>
    public Problem? Complaint { get; private set; }

    /// <summary>The owner, when this process is root on Linux and the workspace is somebody else's; null when nothing is to be given.</summary>
    public static WorkspaceOwner? Of(StepPlaces places) =>
        OperatingSystem.IsLinux() && OwnerCalls.User() == 0 && OwnerCalls.Look(places.Workspace, out var status) == 0 && status.User != 0
            ? new(places, (status.User, status.Group))
            : null;

    /// <summary>Gives a file or folder, and the folders above it that are root's, as far as they are in the workspace.</summary>
    public void Own(string path)
    {
        for (var at = path; at is not null && at.Length > _places.Workspace.Length && _places.Holds(at); at = Path.GetDirectoryName(at))
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

    /// <summary>Gives a folder with all that is in it.</summary>
    public void OwnTree(string folder)
    {
        if (!Directory.Exists(folder) || !_places.Holds(folder))
        {
            return;
        }

        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, ReturnSpecialDirectories = false };
        Own(folder);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", all))
        {
            Own(path);
        }
    }
}
