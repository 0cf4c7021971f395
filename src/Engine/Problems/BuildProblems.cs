namespace S3Sync.Problems;

/// <summary>What is wrong with how a build asks for a synchronization.</summary>
public static class BuildProblems
{
    /// <summary>A task stands in an imported file and was not told which project it works for.</summary>
    public static Problem NoProjectFolder(string file) =>
        new("S3S800", $"The task stands in '{file}', which is no project, so that it is unknown which folder relative paths are meant from. Add ProjectDirectory=\"$(MSBuildProjectDirectory)\" to it.");

    /// <summary>A rule that is an item has metadata that is no field of a rule.</summary>
    public static Problem RuleFieldUnknown(string rule, string name, string fields) =>
        new("S3S801", $"S3SyncRule '{rule}' has the metadata '{name}', which is no field of a rule. It may have: {fields}.");

    /// <summary>The stamp or the list of inputs cannot be written beside the intermediate files of the build.</summary>
    public static Problem StateNotWritten(string path, string cause) =>
        new("S3S802", $"'{path}' cannot be written: {Problem.Quoted(cause)}. Without it the next build cannot tell that nothing changed; make its folder writable.");

    /// <summary>A run was cancelled by the build.</summary>
    public static Problem Cancelled(string target) =>
        new("S3S803", $"The build was cancelled before all of it was at '{target}'; what was in flight has been cleaned up. The next publish goes on from here.");

    /// <summary>More objects failed than an error list should hold.</summary>
    public static Problem MoreFailed(long count) =>
        new("S3S804", $"{count} more objects failed. Each is named at verbosity normal, as is all that was done.");

    /// <summary>The publish folder that is published when nothing else is named is not there.</summary>
    public static Problem NotPublished(string path) =>
        new("S3S811", $"There is nothing published in '{path}'. Run 'dotnet publish' first; it builds Release, so that 'dotnet msbuild' needs -p:Configuration=Release to find it. Or set S3SyncSource.");

    /// <summary>The program that older MSBuilds start was started by hand, or by targets of another version.</summary>
    public static Problem ProgramMisused(string arguments) =>
        new("S3S806", $"'{arguments}' is nothing that this program does. It is started by the targets of S3Sync.MSBuild, as: inputs FILE, or run FILE. The tool for people is dotnet s3sync.");
}
