using S3Sync.Options;

namespace S3Sync.Tool.GitHub.Step;

/// <summary>Where a step is, and how its paths are told to later steps: those on the host see the workspace elsewhere than a container does.</summary>
/// <param name="workspace">The absolute path of the folder that the job's steps share.</param>
internal sealed class StepPlaces(string workspace)
{
    /// <summary>The folder that the job's steps share.</summary>
    public string Workspace => workspace;

    /// <summary>The folder that the step's relative paths are meant from.</summary>
    public string Folder { get => field ?? Workspace; set; }

    /// <summary>A path as every step understands it: relative to the workspace when it is in there, with slashes.</summary>
    public string Shown(string path)
    {
        var relative = Path.GetRelativePath(workspace, Path.GetFullPath(path, Folder));
        return IsOutside(relative) ? path : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>A location as every step understands it; empty when there is none.</summary>
    public string Shown(Location? location) => location is LocalLocation local ? Shown(local.Path) : location?.ToString() ?? "";

    /// <summary>Whether a path is in the workspace.</summary>
    public bool Holds(string path) => !IsOutside(Path.GetRelativePath(workspace, path));

    private static bool IsOutside(string relative) => relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.IsPathRooted(relative);
}
