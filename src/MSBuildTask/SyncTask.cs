using System.Collections;
using Microsoft.Build.Framework;
using S3Sync.MSBuildTask.Generated;
using S3Sync.MSBuildTask.Logging;
using S3Sync.MSBuildTask.Requests;
using S3Sync.Problems;

namespace S3Sync.MSBuildTask;

/// <summary>What both tasks are: parameters from a build, read at the edge into a <see cref="BuildRequest"/>.</summary>
public abstract class SyncTask : OptionParameters
{
    /// <summary>The project's folder, which relative paths are meant from; the folder of the project file that holds the task when it is not given.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>The project, to tell problems at that stand nowhere else; the place of the task when it is not given.</summary>
    public string? ProjectFile { get; set; }

    /// <summary>What is published when neither a parameter nor the config says it.</summary>
    public string? DefaultSource { get; set; }

    /// <summary>Rules for what objects are written with; the metadata are the fields of a rule, after those of the config.</summary>
    public ITaskItem[] Rules { get; set; } = [];

    /// <summary>The file that is touched when a run went well, for MSBuild to compare inputs with.</summary>
    public string? StampFile { get; set; }

    /// <summary>The commit that is built, which the manifest names: $(SourceRevisionId).</summary>
    public string? Commit { get; set; }

    /// <summary>Whether the values come from the properties of S3SyncOnPublish, so that problems name those.</summary>
    public bool OnPublish { get; set; }

    /// <summary>An editor evaluates projects without meaning it: nothing is published then.</summary>
    private protected bool IsDesignTime => BuildEngine is IBuildEngine6 engine
        && engine.GetGlobalProperties() is var properties
        && (Is(properties, "DesignTimeBuild", "true") || Is(properties, "BuildingProject", "false"));

    /// <summary>What the build asks for; null with the problem when it cannot be told where relative paths are meant from.</summary>
    private protected BuildRequest? Request(IBuildLog log)
    {
        if (FolderOfProject() is not { } folder)
        {
            log.Error(BuildProblems.NoProjectFolder(BuildEngine.ProjectFileOfTaskNode));
            return null;
        }

        return new(folder)
        {
            Given = [.. Parameters().Where(parameter => !string.IsNullOrEmpty(parameter.Text)).Select(parameter => new GivenText(parameter.Option, parameter.Text ?? ""))],
            Rules = [.. Rules.Select(ToRule)],
            DefaultSource = DefaultSource,
            Stamp = StampFile is null ? null : Path.GetFullPath(StampFile, folder),
            Commit = Commit,
            ByProperties = OnPublish,
            Variables = Variables(),
        };
    }

    private static GivenRule ToRule(ITaskItem item) =>
        new(item.ItemSpec, item.CloneCustomMetadata().Keys.Cast<string>().ToDictionary(name => name, item.GetMetadata, StringComparer.OrdinalIgnoreCase));

    private static bool Is(IReadOnlyDictionary<string, string> properties, string name, string value) =>
        string.Equals(properties.GetValueOrDefault(name), value, StringComparison.OrdinalIgnoreCase);

    // The process's current folder is another project's where MSBuild builds several at once. A file that is imported says nothing of the project.
    private string? FolderOfProject() => !string.IsNullOrEmpty(ProjectDirectory) ? Path.GetFullPath(ProjectDirectory, Path.GetDirectoryName(BuildEngine.ProjectFileOfTaskNode) ?? "/")
        : BuildEngine.ProjectFileOfTaskNode.EndsWith("proj", StringComparison.OrdinalIgnoreCase) ? Path.GetDirectoryName(BuildEngine.ProjectFileOfTaskNode)
        : null;

    private static Dictionary<string, string> Variables() => System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(pair => (string)pair.Key, pair => pair.Value as string ?? "", StringComparer.Ordinal);
}
