using S3Sync.Planning;
using S3Sync.Problems;
using S3Sync.Reporting;

namespace S3Sync;

/// <summary>The road: list both sides, pair, decide, transfer, verify, delete last, report.</summary>
public static class SyncEngine
{
    /// <summary>
    /// Runs one job. Never throws for what an object, a store or the network did: the report tells it. Cancelling cleans up and reports.
    /// Only a failing audit sink throws (<see cref="SyncException"/>), because then no report can be trusted to be recorded.
    /// </summary>
    public static async Task<SyncReport> RunAsync(SyncJob job, IReadOnlyList<IEventSink> sinks, TimeProvider time, CancellationToken cancellationToken)
    {
        var (began, since) = (time.GetTimestamp(), time.GetUtcNow());
        var meter = new ProgressMeter();
        if (job.Options.Status.Enabled)
        {
            meter.ReportStatus();
        }

        using var record = RunRecord.Of(job, time);
        using var pump = new EventPump(record is null ? sinks : [.. sinks, record.Sink], meter);
        var ledger = new RunLedger(pump, meter, job.Options.DryRun) { WarnAsError = job.Options.WarnAsError };
        await ledger.TellAsync(new SyncEvent.Started(job.Source.ToString()!, job.Target.ToString()!, job.Options.DryRun, meter)); // records have texts
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, pump.AuditFailed);
        try
        {
            using var parts = Composition.Of(job, ledger, time, record);
            parts.RequireApart();
            await WarnAsync(ledger, parts.HashComplaint);
            await WarnAsync(ledger, parts.SideComplaints);
            await WarnAsync(ledger, await parts.RequireVersionsAsync(job.Options.Versions, stop.Token));
            try
            {
                await ledger.InSpanAsync("transfer", null, time, () => MoveAsync(parts, job, stop.Token));
                await ledger.InSpanAsync("delete", null, time, () => parts.DeleteStage.RunAsync(parts.Deletes, job.Options.DryRun, stop.Token));
                await AdviseAsync(ledger, parts.PatternComplaints);
            }
            finally
            {
                // What was hashed until here need not be hashed again, however the run ends.
                await WarnAsync(ledger, parts.SaveHashes());
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The report says so; transfers have cleaned up behind themselves.
        }
        catch (SyncException failure)
        {
            await ledger.RunProblemAsync(failure.Problem);
        }
#pragma warning disable CA1031 // A long run must not lose its report: what nobody foresaw is told in it, and the run has failed.
        catch (Exception unforeseen)
#pragma warning restore CA1031
        {
            await ledger.RunProblemAsync(RunProblems.RunBroken($"{unforeseen.GetType().Name}, {unforeseen.Message}"));
        }

        if (meter.Status is { } status)
        {
            await ledger.TellAsync(new SyncEvent.StatusSummary(status));
        }

        SyncReport Close() => ledger.Close(cancellationToken.IsCancellationRequested, time.GetElapsedTime(began));
        var receipt = await WriteRecordAsync(record, pump, ledger, Close, since);
        return await FinishAsync(pump, ledger, Close() with { Manifest = receipt });
    }

    private static async Task<SyncReport> FinishAsync(EventPump pump, RunLedger ledger, SyncReport report)
    {
        await ledger.TellAsync(new SyncEvent.Finished(report));
        await pump.CompleteAsync();
        return report;
    }

    // Written however the run ended, and not when the record itself failed: then nothing may pass for one.
    private static async Task<ManifestReceipt?> WriteRecordAsync(RunRecord? record, EventPump pump, RunLedger ledger, Func<SyncReport> report, DateTimeOffset began)
    {
        await pump.CatchUpAsync();
        if (record is null || pump.AuditFailed.IsCancellationRequested)
        {
            return null;
        }

        var (receipt, problems) = await record.WriteAsync(report(), began);
        foreach (var problem in problems)
        {
            await ledger.RunProblemAsync(problem);
        }

        return receipt;
    }

    private static ValueTask WarnAsync(RunLedger ledger, Problem? problem) =>
        problem is null ? default : ledger.TellAsync(new SyncEvent.Warned(null, problem));

    private static async Task WarnAsync(RunLedger ledger, IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            await WarnAsync(ledger, problem);
        }
    }

    private static async Task AdviseAsync(RunLedger ledger, IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            await ledger.TellAsync(new SyncEvent.Warned(null, problem) { IsAdvice = true });
        }
    }

    private static async Task MoveAsync(Composition parts, SyncJob job, CancellationToken cancellationToken)
    {
        var actions = parts.Sorter.SortAsync(parts.PairsAsync(cancellationToken), cancellationToken);
        if (job.Options.DryRun || job.Options.Status.Enabled)
        {
            await TellInOrderAsync(parts, actions, job.Options.Transfer.WorkerSize, cancellationToken);
            return;
        }

        var degree = new ParallelOptions { MaxDegreeOfParallelism = job.Options.Transfer.WorkerSize, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(actions, degree, async (action, token) => await parts.Stage.RunAsync(action, token));
    }

    // A dry run is read by people and compared by scripts: contents are looked at side by side, the plan is told in key order.
    private static async Task TellInOrderAsync(Composition parts, IAsyncEnumerable<PlannedAction> actions, int degree, CancellationToken cancellationToken)
    {
        var started = new Queue<Task<PlannedAction?>>();
        await foreach (var action in actions.WithCancellation(cancellationToken))
        {
            started.Enqueue(parts.Stage.SettleAsync(action, cancellationToken));
            if (started.Count >= degree)
            {
                await TellAsync(started.Dequeue());
            }
        }

        while (started.TryDequeue(out var next))
        {
            await TellAsync(next);
        }

        async Task TellAsync(Task<PlannedAction?> deciding)
        {
            if (await deciding is { } settled)
            {
                await parts.Stage.CarryOutAsync(settled, cancellationToken);
            }
        }
    }
}
