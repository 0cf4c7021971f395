using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Tool.GitHub.Step;

/// <summary><c>s3sync github-action</c>: one step of a workflow, from its inputs to its outputs. There is no shell on the way.</summary>
internal static class ActionCommand
{
    /// <summary>Runs the step; the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings process)
    {
        // The runner reads both streams, and only within one is it known what comes after what.
        var surroundings = process with { Terminal = process.Terminal.OnOneStream() };
        var job = new GitHubJob(surroundings.Environment);
        var places = new StepPlaces(Path.GetFullPath(job.Workspace ?? surroundings.CurrentFolder, surroundings.CurrentFolder));
        var log = new WorkflowLog(surroundings.Terminal, NewToken);
        var ending = new StepEnding(log, new(job, NewToken), places, surroundings.Terminal);
        void Hide(string secret) => log.Command(WorkflowCommands.Mask(secret));

        Secrets.InEnvironment(surroundings.Environment).ForEach(Hide);
        var problems = new List<Problem>();
        var request = new StepReader(surroundings, job, places) { Secret = Hide }.Read(arguments, problems);
        if (request is null || problems.Count > 0)
        {
            return ending.Refuse(problems);
        }

        var owner = WorkspaceOwner.Of(places);
        var changes = new ChangeTable(Math.Max(StepSummary.Most - StepSummary.Reserve - ending.SummaryLength, 0));
        var sink = new StepSink(changes, owner);
        var sync = request.Tool.Sync;
        log.Command(WorkflowCommands.Group($"s3sync {places.Shown(sync.Source)} → {places.Shown(sync.Target)}"));
        log.Suspend();
        var code = await SyncRun.ExecuteAsync(request.Tool, surroundings with { CurrentFolder = places.Folder }, sink);
        log.Resume();
        log.Command(WorkflowCommands.EndGroup);
        Give(owner, request.Tool);
        return ending.End(request, code, sink, changes, owner?.Complaint);
    }

    private static string NewToken() => Guid.NewGuid().ToString("N");

    private static void Give(WorkspaceOwner? owner, ToolRequest request)
    {
        var options = request.Sync.Options;
        foreach (var path in new[] { (options.Report.Manifest as LocalLocation)?.Path, options.Report.Checksums, options.Compare.HashCache }.OfType<string>())
        {
            owner?.Own(path);
        }

        if (request.Folder is { } folder)
        {
            owner?.OwnTree(folder.Path);
        }
    }
}
