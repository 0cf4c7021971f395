using S3Sync.Problems;

namespace S3Sync.Reporting;

/// <summary>What has happened in a run so far: every fact goes through here to the sinks, and the report is made of it.</summary>
internal sealed class RunLedger(EventPump pump, ProgressMeter meter, bool dryRun)
{
    private readonly List<ObjectFailure> _failures = [];
    private readonly List<Problem> _runProblems = [];
    private readonly Lock _lists = new();
    private long _transferFailures;

    /// <summary>Bytes and planned work.</summary>
    public ProgressMeter Meter => meter;

    /// <summary>Transfers and comparisons that failed; refused entries are not among them, they protect themselves.</summary>
    public long TransferFailures => Interlocked.Read(ref _transferFailures);

    /// <summary>Whether the run as a whole failed.</summary>
    public bool IsRunBroken { get; private set; }

    /// <summary>Whether a warning is a failure here.</summary>
    public bool WarnAsError { get; init; }

    /// <summary>Which of the many events somebody wants.</summary>
    public EventDetails Wanted => pump.Wanted;

    /// <summary>Whether what is known of each object is told, which a dry run, having done nothing, does not know.</summary>
    public bool KeepsRecords => !dryRun && Wanted.HasFlag(EventDetails.Records);

    /// <summary>A fact. A warning is a failure when it was asked for so: of its object, or of the run.</summary>
    public ValueTask TellAsync(SyncEvent syncEvent) => syncEvent switch
    {
        SyncEvent.Warned { Key: { } key } warning when WarnAsError => TransferFailedAsync(key, warning.Problem),
        SyncEvent.Warned warning when WarnAsError => RunProblemAsync(warning.Problem),
        _ => pump.EmitAsync(syncEvent),
    };

    /// <summary>Does a piece of work, and tells its beginning and its end to who wants that.</summary>
    public async Task InSpanAsync(string name, string? key, TimeProvider time, Func<Task> work)
    {
        if (!Wanted.HasFlag(EventDetails.Spans))
        {
            await work();
            return;
        }

        var began = time.GetTimestamp();
        await pump.EmitAsync(new SyncEvent.Span(name, key, null));
        try
        {
            await work();
        }
        finally
        {
            await pump.EmitAsync(new SyncEvent.Span(name, key, time.GetElapsedTime(began)));
        }
    }

    /// <summary>An object could not be transferred or compared: nothing will be deleted.</summary>
    public ValueTask TransferFailedAsync(string key, Problem problem)
    {
        Interlocked.Increment(ref _transferFailures);
        return RefusedAsync(key, problem);
    }

    /// <summary>An entry cannot be taken to the target.</summary>
    public ValueTask RefusedAsync(string key, Problem problem)
    {
        lock (_lists)
        {
            _failures.Add(new(key, problem));
        }

        return pump.EmitAsync(new SyncEvent.Failed(key, problem));
    }

    /// <summary>A problem of the run itself.</summary>
    public ValueTask RunProblemAsync(Problem problem)
    {
        IsRunBroken = true;
        lock (_lists)
        {
            _runProblems.Add(problem);
        }

        return pump.EmitAsync(new SyncEvent.RunProblem(problem));
    }

    /// <summary>The report as of now; the last one is the run's.</summary>
    public SyncReport Close(bool cancelled, TimeSpan duration)
    {
        lock (_lists)
        {
            return new()
            {
                Outcome = cancelled ? RunOutcome.Cancelled : IsRunBroken || _failures.Count > 0 || (WarnAsError && meter.Counts.Warnings > 0) ? RunOutcome.Failed : RunOutcome.Completed,
                Duration = duration,
                DryRun = dryRun,
                Counts = meter.Counts,
                Failures = [.. _failures],
                RunProblems = [.. _runProblems],
            };
        }
    }
}
