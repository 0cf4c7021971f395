using S3Sync.Problems;
using S3Sync.Reporting;

namespace S3Sync.Tool.GitHub.Step;

/// <summary>Takes from a run what the step is to tell of it. What it keeps does not grow with the number of objects.</summary>
/// <param name="rows">The table of what was done.</param>
/// <param name="owner">Who is to own the files that a run writes into the workspace; null when nothing is to be done about that.</param>
internal sealed class StepSink(ChangeTable rows, WorkspaceOwner? owner) : IEventSink
{
    private const int MostProblems = 10;
    private readonly List<Problem> _warnings = [];

    /// <summary>The report; null until the run has ended.</summary>
    public SyncReport? Report { get; private set; }

    /// <summary>The first warnings.</summary>
    public IReadOnlyList<Problem> Warnings => _warnings;

    /// <summary>Objects of which headers or tags alone were written.</summary>
    public long Restamped { get; private set; }

    /// <inheritdoc/>
    public void Emit(SyncEvent syncEvent)
    {
        switch (syncEvent)
        {
            case SyncEvent.Transferred moved:
                rows.Add("uploaded", moved.Key, moved.Size, moved.Reason);
                OwnFile(moved);
                break;
            case SyncEvent.Restamped changed:
                rows.Add("headers changed", changed.Key, null, changed.Reason);
                Restamped++;
                break;
            case SyncEvent.Retagged changed:
                rows.Add(changed.IsRemoval ? "tags removed" : "tags changed", changed.Key, null, "");
                Restamped++;
                break;
            case SyncEvent.Deleted gone:
                rows.Add("deleted", gone.Key, null, "");
                break;
            case SyncEvent.Warned warned when _warnings.Count < MostProblems:
                _warnings.Add(warned.Problem);
                break;
            case SyncEvent.Finished finished:
                Report = finished.Report;
                break;
        }
    }

    private void OwnFile(SyncEvent.Transferred moved)
    {
        if (moved is { ToS3: false, DryRun: false })
        {
            owner?.Own(moved.Place);
        }
    }
}
