using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using S3Sync.Problems;

namespace S3Sync.MSBuildTask.Logging;

/// <summary>MSBuild's own log. What speaks of no place in a config is told of the project, or at the place of the task when no project was named.</summary>
internal sealed class TaskLog(TaskLoggingHelper log, string? project) : IBuildLog
{
    public void Error(Problem problem) =>
        log.LogError(null, BuildCode.Of(problem), null, problem.Place?.File ?? project, problem.Place?.Line ?? 0, problem.Place?.Column ?? 0, 0, 0, PlainText.Visible(problem.Message));

    public void Warn(Problem problem) =>
        log.LogWarning(null, BuildCode.Of(problem), null, problem.Place?.File ?? project, problem.Place?.Line ?? 0, problem.Place?.Column ?? 0, 0, 0, PlainText.Visible(problem.Message));

    public void Tell(Weight weight, string text) => log.LogMessage(
        weight switch
        {
            Weight.Outcome => MessageImportance.High,
            Weight.Object => MessageImportance.Normal,
            _ => MessageImportance.Low,
        },
        PlainText.Visible(text));
}
