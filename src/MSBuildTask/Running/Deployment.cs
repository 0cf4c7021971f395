using S3Sync.Catalog.Config;
using S3Sync.MSBuildTask.Logging;
using S3Sync.MSBuildTask.Requests;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Reporting;

namespace S3Sync.MSBuildTask.Running;

/// <summary>One run for a build: from its request to what it leaves.</summary>
internal static class Deployment
{
    /// <summary>Runs and tells everything; what is wrong with the request is told before anything is touched.</summary>
    public static async Task<DeployOutcome> RunAsync(BuildRequest request, IBuildLog log, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var reading = RequestBinding.Read(request, problems);
        if (JobOf(reading, problems) is not { } job)
        {
            problems.ForEach(log.Error);
            return new(IsGood: false);
        }

        Tell(reading, log);
        var dependsOn = request.Stamp is null ? "" : InputList.Text(reading, job, request.Variables, SourceFiles.Of(job.Source));
        var began = TimeProvider.System.GetUtcNow();
        var sink = new BuildSink(log, job.Target);
        if (await RunAsync(job, sink, log, cancellationToken) is not { } report)
        {
            return new(IsGood: false);
        }

        sink.Close(report);
        var isGood = report.Outcome == RunOutcome.Completed;
        if (request.Stamp is { } stamp && isGood && IsWhole(job, report) && Stamp.Touch(stamp, dependsOn, began) is { } unwritten)
        {
            log.Warn(unwritten);
        }

        return new(isGood)
        {
            Uploaded = [.. sink.Moved.OrderBy(moved => moved.Key, StringComparer.Ordinal)],
            Deleted = [.. sink.Gone.OrderBy(gone => gone.Key, StringComparer.Ordinal)],
            Bytes = report.DryRun ? 0 : report.Counts.Bytes,
            Manifest = report.Manifest?.Place,
        };
    }

    /// <summary>The job that a reading stands for; null when anything is wrong.</summary>
    public static SyncJob? JobOf(RequestReading reading, List<Problem> problems)
    {
        if (reading.Sync is not { } sync || problems.Count > 0)
        {
            return null;
        }

        var job = SyncJob.TryCreate(sync.Source, sync.Target, sync.Options, out var found);
        problems.AddRange(found);
        return job;
    }

    // What left something out or only looked has to look again next time, and what is in a bucket cannot be told to be unchanged from here.
    private static bool IsWhole(SyncJob job, SyncReport report) =>
        report is { DryRun: false, Counts.Warnings: 0 } && !job.Options.Status.Enabled && job.Source is LocalLocation;

    private static async Task<SyncReport?> RunAsync(SyncJob job, BuildSink sink, IBuildLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await SyncEngine.RunAsync(job, [sink], TimeProvider.System, cancellationToken);
        }
        catch (SyncException failure)
        {
            log.Error(failure.Problem);
            return null;
        }
    }

    private static void Tell(RequestReading reading, IBuildLog log)
    {
        foreach (var notice in reading.Notices)
        {
            log.Tell(Weight.Outcome, $"S3Sync {notice}");
        }

        foreach (var warning in reading.Sync?.Warnings ?? [])
        {
            log.Warn(warning);
        }
    }
}
