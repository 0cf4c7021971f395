using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using S3Sync.MSBuildTask.Logging;
using S3Sync.MSBuildTask.Running;

namespace S3Sync.MSBuildTask;

/// <summary>
/// Finds what the next run depends on, so that MSBuild can skip it: the files, the config, and a list of their names and of every option that
/// holds, which is written only when it differs. Also refuses what is wrong with the options, whether or not the run would be skipped.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class S3SyncInputs : SyncTask
{
    /// <summary>The list.</summary>
    [Required]
    public string ListFile { get; set; } = "";

    /// <summary>Publish whether or not anything changed.</summary>
    public string? Always { get; set; }

    /// <summary>Everything that the stamp has to be newer than.</summary>
    [Output]
    public ITaskItem[] Inputs { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var log = new TaskLog(Log, ProjectFile);
        if (Request(log) is not { } request)
        {
            return false;
        }

        var inputs = Preparation.Prepare(request, Path.GetFullPath(ListFile, request.Folder), Always, log);
        Inputs = [.. inputs.Select(path => new TaskItem(ItemText.Escape(path)))];
        return !Log.HasLoggedErrors;
    }
}
