using System.Globalization;
using S3Sync.MSBuildTask.Logging;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Reporting;

namespace S3Sync.MSBuildTask.Running;

/// <summary>Tells a run to a build: failures as errors, each object as a message, and one line at the end that is always seen.</summary>
internal sealed class BuildSink(IBuildLog log, Location target) : IEventSink
{
    // An error list is read by people.
    private const int MostErrors = 100;

    private readonly List<MovedObject> _moved = [];
    private readonly List<GoneObject> _gone = [];
    private long _failed;
    private long _retagged;

    /// <summary>What arrived.</summary>
    public IReadOnlyList<MovedObject> Moved => _moved;

    /// <summary>What was deleted.</summary>
    public IReadOnlyList<GoneObject> Gone => _gone;

    public void Emit(SyncEvent syncEvent)
    {
        switch (syncEvent)
        {
            case SyncEvent.Transferred moved:
                Take(moved);
                break;
            case SyncEvent.Deleted gone:
                Take(gone);
                break;
            case SyncEvent.Restamped headers:
                log.Tell(Weight.Object, $"{(headers.DryRun ? "would set the headers of" : "set the headers of")} {Place(headers.Place, toS3: true)}: {headers.Reason}");
                break;
            case SyncEvent.Retagged tags:
                _retagged++;
                log.Tell(Weight.Object, $"{(tags.DryRun ? "would set the tags of" : "set the tags of")} {Place(tags.Place, toS3: true)}");
                break;
            case SyncEvent.Skipped same:
                log.Tell(Weight.Detail, $"skipped {same.Key}: {same.Reason}");
                break;
            case SyncEvent.Compared compared:
                log.Tell(Weight.Object, $"{compared.Key}: {compared.Reason}");
                break;
            default:
                EmitTrouble(syncEvent);
                break;
        }
    }

    /// <summary>Tells the end of the run.</summary>
    public void Close(SyncReport report)
    {
        if (_failed > MostErrors)
        {
            log.Error(BuildProblems.MoreFailed(_failed - MostErrors));
        }

        if (report.Outcome == RunOutcome.Cancelled)
        {
            log.Warn(BuildProblems.Cancelled(target.ToString()!)); // every location says where it is
        }

        var counts = report.Counts;
        var would = report.DryRun ? " would be" : "";
        var headers = counts.Restamped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{counts.Restamped}{would} given other headers, ");
        var tags = _retagged == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{_retagged}{would} given other tags, ");
        log.Tell(Weight.Outcome, string.Create(CultureInfo.InvariantCulture,
            $"S3Sync {target}: {counts.Transferred - _retagged}{would} uploaded ({counts.Bytes:N0} bytes), {headers}{tags}{counts.Deleted}{would} deleted, {counts.Skipped} skipped, {counts.Errors} failed, {counts.Warnings} warnings, in {report.Duration.TotalSeconds:0.0} s"));
    }

    private void EmitTrouble(SyncEvent syncEvent)
    {
        switch (syncEvent)
        {
            case SyncEvent.Failed failed:
                Fail(failed.Problem with { Message = $"{failed.Key}: {failed.Problem.Message}" });
                break;
            case SyncEvent.RunProblem { Problem: var problem }:
                log.Error(problem);
                break;
            case SyncEvent.Warned { Key: var key, Problem: var problem }:
                log.Warn(key is null ? problem : problem with { Message = $"{key}: {problem.Message}" });
                break;
            case SyncEvent.Noted noted:
                log.Tell(Weight.Object, noted.Problem.ToString());
                break;
            case SyncEvent.Retried again:
                log.Tell(Weight.Object, $"{again.Key} again: {again.Problem}");
                break;
            case SyncEvent.RequestRetried again:
                log.Tell(Weight.Detail, $"{again.Place}, attempt {again.Attempt}: {again.Problem}");
                break;
            case SyncEvent.Unverified unproven:
                log.Tell(Weight.Object, $"not verified {unproven.Key}: {unproven.Reason}");
                break;
            default: // what is verified, requests and spans
                break;
        }
    }

    private void Take(SyncEvent.Transferred moved)
    {
        var place = Place(moved.Place, moved.ToS3);
        log.Tell(moved.DryRun ? Weight.Outcome : Weight.Object, string.Create(CultureInfo.InvariantCulture, $"{(moved.DryRun ? "would upload" : "uploaded")} {place} ({moved.Size:N0} bytes): {moved.Reason}"));
        if (!moved.DryRun)
        {
            _moved.Add(new(place, moved.Key, moved.Size.ToString(CultureInfo.InvariantCulture), moved.Reason));
        }
    }

    private void Take(SyncEvent.Deleted gone)
    {
        var place = Place(gone.Place, gone.ToS3);
        log.Tell(gone.DryRun ? Weight.Outcome : Weight.Object, $"{(gone.DryRun ? "would delete" : "deleted")} {place}");
        if (!gone.DryRun)
        {
            _gone.Add(new(place, gone.Key));
        }
    }

    private void Fail(Problem problem)
    {
        if (++_failed <= MostErrors)
        {
            log.Error(problem);
        }
        else
        {
            log.Tell(Weight.Object, $"failed {problem}");
        }
    }

    private string Place(string place, bool toS3) => toS3 && target is S3Location bucket ? $"s3://{bucket.Bucket}/{place}" : place;
}
