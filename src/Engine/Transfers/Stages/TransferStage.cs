using S3Sync.Entries;
using S3Sync.Hashes;
using S3Sync.Integrity;
using S3Sync.Limits;
using S3Sync.Options;
using S3Sync.Planning;
using S3Sync.Planning.Comparing;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.Storage;
using S3Sync.Storage.S3.Attributes;
using S3Sync.Transfers.Recording;
using S3Sync.Transfers.Versions;

namespace S3Sync.Transfers.Stages;

/// <summary>
/// Carries out what was planned, object by object: an object's failure is told and the others go on. What broke or changed is transferred
/// again; what is still stored wrongly after the last try is taken back.
/// </summary>
internal sealed class TransferStage(ITransfer transfer, Planner planner, RunLedger ledger, SyncOptions options, TimeProvider time)
{
    private static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(30);

    /// <summary>Where ETags of uploaded files are remembered; null when they are not.</summary>
    public HashCache? Hashes { get; init; }

    /// <summary>The tags of the target; null where tags alone are not written.</summary>
    public S3Tags? Tags { get; init; }

    /// <summary>Carries out what is planned for versions; null where versions are not synchronized.</summary>
    public VersionReplay? Versions { get; init; }

    /// <summary>Makes the records of objects; null when nobody keeps them.</summary>
    public ObjectRecords? Records { get; init; }

    private int _warnedOfUnverified;

    /// <summary>Called before each change; what it throws ends the run.</summary>
    public Func<Task> BeforeChange { get; init; } = static () => Task.CompletedTask;

    /// <summary>How many objects are written in a second.</summary>
    public RateLimits Rates { get; init; } = new(null, null);

    /// <summary>Tells how both sides stand in place of what is to be done; null when something is to be done.</summary>
    public StatusJudge? Status { get; init; }

    private readonly bool _toS3 = transfer is not Download.ObjectDownload;

    /// <summary>Settles and carries out one action; throws only for what ends the run.</summary>
    public async Task RunAsync(PlannedAction action, CancellationToken cancellationToken)
    {
        if (await SettleAsync(action, cancellationToken) is { } settled)
        {
            await CarryOutAsync(settled, cancellationToken);
        }
    }

    /// <summary>What is to be done after content has been looked at; null when that failed, which has been told.</summary>
    public async Task<PlannedAction?> SettleAsync(PlannedAction action, CancellationToken cancellationToken)
    {
        if (action is not PlannedAction.Histories && !planner.IsOpen(action))
        {
            return action;
        }

        var key = (action as PlannedAction.Histories)?.Source.Key ?? Planner.SourceOf(action)!.Key; // workers get nothing without a source
        PlannedAction? settled = null;
        await TellFailureAsync(key, async () => settled = action is PlannedAction.Histories versions
            ? await Versions!.SettleAsync(versions, cancellationToken) // planned only with it
            : await (Status?.JudgeAsync(action, cancellationToken) ?? planner.SettleAsync(action, cancellationToken)), cancellationToken);
        return settled;
    }

    /// <summary>Carries out a settled action.</summary>
    public async Task CarryOutAsync(PlannedAction settled, CancellationToken cancellationToken)
    {
        if (!options.DryRun && settled is PlannedAction.Transfer or PlannedAction.Retag or PlannedAction.Restamp or PlannedAction.Replay)
        {
            await BeforeChange();
        }

        await DoAsync(settled, cancellationToken);
    }

    private Task DoAsync(PlannedAction settled, CancellationToken cancellationToken) => settled switch
    {
        PlannedAction.Skip { IsSame: true, Source: { } source } same when Records is not null =>
            TellSameAsync(same, source, cancellationToken),
        PlannedAction.Skip skip => ledger.TellAsync(skip.ToEvent()).AsTask(),
        PlannedAction.Report report => ReportAsync(report),
        PlannedAction.Transfer planned => TransferOneAsync(planned, cancellationToken),
        PlannedAction.Retag retag => TellFailureAsync(retag.Source.Key, () => RetagAsync(retag, cancellationToken), cancellationToken),
        PlannedAction.Restamp restamp => TellFailureAsync(restamp.Source.Key, () => RestampAsync(restamp, cancellationToken), cancellationToken),
        PlannedAction.Replay replay => TellFailureAsync(
            replay.Key, () => Versions!.CarryOutAsync(replay, version => VersionAsync(version, cancellationToken), cancellationToken), cancellationToken), // planned only with it
        _ => throw new InvalidOperationException($"{settled.GetType().Name} is not for the workers."),
    };

    // What a filter by details thinks of a version is asked only when it is to be added.
    private async Task<Fate> VersionAsync(PlannedAction.Transfer planned, CancellationToken cancellationToken)
    {
        PlannedAction? settled = null;
        var fate = await TellFailureAsync(planned.Source.Key, async () => settled = await planner.SettleAsync(planned, cancellationToken), cancellationToken);
        if (settled is PlannedAction.Skip skip)
        {
            await ledger.TellAsync(skip.ToEvent());
            return Fate.Left;
        }

        return settled is PlannedAction.Transfer transferred ? await TransferOneAsync(transferred, cancellationToken) : fate;
    }

    private Task<Fate> TransferOneAsync(PlannedAction.Transfer planned, CancellationToken cancellationToken) =>
        TellFailureAsync(planned.Source.Key, () => TransferAsync(planned, cancellationToken), cancellationToken);

    private async Task ReportAsync(PlannedAction.Report report)
    {
        foreach (var fact in report.Facts)
        {
            await ledger.TellAsync(fact);
        }
    }

    private async Task<Fate> TellFailureAsync(string key, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            return Fate.Done;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (StorageException failure) when (failure.Kind == FailureKind.Fatal)
        {
            throw new SyncException(failure.Problem, failure);
        }
        catch (StorageException failure) when (failure.Kind == FailureKind.Unmet)
        {
            await ledger.TellAsync(new SyncEvent.Warned(key, failure.Problem));
            return Fate.Left;
        }
        catch (StorageException failure) when (failure.Kind == FailureKind.Gone)
        {
            await ledger.TellAsync(new SyncEvent.Warned(key, RunProblems.SourceGone(key)));
            return Fate.Left;
        }
        catch (StorageException failure) when (failure.Kind == FailureKind.Archived)
        {
            await ledger.TellAsync(options.Filter.IgnoreGlacierWarnings
                ? new SyncEvent.Skipped(key, "GlacierFilter", "archived, and left out as asked")
                : new SyncEvent.Warned(key, RunProblems.SourceArchived(key)));
            return Fate.Left;
        }
        catch (StorageException failure)
        {
            await ledger.TransferFailedAsync(key, failure.Problem);
        }
#pragma warning disable CA1031 // One object must not stop the others: whatever is unforeseen is told as that object's failure.
        catch (Exception failure) when (failure is not SyncException)
#pragma warning restore CA1031
        {
            await ledger.TransferFailedAsync(key, RunProblems.Unforeseen(key, failure.Message));
        }

        return Fate.Failed;
    }

    private Task TransferAsync(PlannedAction.Transfer planned, CancellationToken cancellationToken) =>
        ledger.InSpanAsync("object", planned.Source.Key, time, () => TransferInSpanAsync(planned, cancellationToken));

    private async Task TransferInSpanAsync(PlannedAction.Transfer planned, CancellationToken cancellationToken)
    {
        var entry = planned.Source;
        ledger.Meter.Plan(entry.Size);
        if (options.DryRun)
        {
            ledger.Meter.AddBytes(entry.Size);
            await ledger.TellAsync(Transferred(planned, entry.Size, entry.Modified));
            return;
        }

        var delivery = await TryRepeatedlyAsync(entry with { Replaced = planned.Target }, cancellationToken);
        await WarnOnceAsync(entry.Key, delivery.Verdicts);
        foreach (var told in Told(entry.Key, delivery.Verdicts))
        {
            await ledger.TellAsync(told);
        }

        await ledger.TellAsync(Transferred(planned, delivery.Size, delivery.SourceModified) with { Record = Records?.Of(entry.Key, delivery) });
    }

    // A file that is another one by now is no longer the same as the target.
    private async Task TellSameAsync(PlannedAction.Skip same, Entry source, CancellationToken cancellationToken)
    {
        ObjectRecord? record = null;
        await TellFailureAsync(same.Key, async () =>
        {
            try
            {
                record = await Records!.OfAsync(same, source, same.Target, cancellationToken); // only with it
            }
            catch (StorageException failure) when (failure.Kind == FailureKind.Changed)
            {
                await RunAsync(new PlannedAction.Transfer(source, same.Target, Reason.ChangedSince), cancellationToken);
            }
        }, cancellationToken);
        if (record is not null)
        {
            await ledger.TellAsync(same.ToEvent() with { Record = record });
        }
    }

    private async Task RetagAsync(PlannedAction.Retag retag, CancellationToken cancellationToken)
    {
        var place = transfer.PlaceOf(retag.Source);
        if (!options.DryRun)
        {
            await Rates.TakeObjectsAsync(1, cancellationToken);
            try
            {
                await Tags!.SetAsync(place, retag.Tags, cancellationToken); // planned only with it
            }
            catch (StorageException failure) when (failure.Kind == FailureKind.Gone)
            {
                await TransferAsync(new(retag.Source, null, Reason.Missing), cancellationToken);
                return;
            }
        }

        await ledger.TellAsync(new SyncEvent.Retagged(retag.Source.Key, place, IsRemoval: retag.Tags.Count == 0, options.DryRun)
        {
            Record = Records is null ? null : await Records.OfAsync(retag.Same, retag.Source, retag.Target, cancellationToken),
        });
    }

    private async Task RestampAsync(PlannedAction.Restamp restamp, CancellationToken cancellationToken)
    {
        if (await new RestampStage(ledger, options, Rates, Records, time).RunAsync(restamp, transfer.PlaceOf(restamp.Source), cancellationToken) is { } instead)
        {
            await TransferAsync(instead, cancellationToken);
        }
    }

    private SyncEvent.Transferred Transferred(PlannedAction.Transfer planned, long size, DateTimeOffset modified) =>
        new(planned.Source.Key, transfer.PlaceOf(planned.Source), _toS3, size, modified, planned.Reason.InWords(), options.DryRun) { SourceVersionId = planned.Source.VersionId };

    private async Task<Delivery> TryRepeatedlyAsync(Entry entry, CancellationToken cancellationToken)
    {
        var undos = new List<Func<CancellationToken, Task<Removal>>>();
        var arrived = false;
        try
        {
            var delivery = await TryAsync(entry, undos, cancellationToken);
            arrived = true;
            return delivery;
        }
        finally
        {
            if (!arrived)
            {
                await UndoAsync(entry.Key, undos, isFinal: true);
            }
        }
    }

    private async Task<Delivery> TryAsync(Entry entry, List<Func<CancellationToken, Task<Removal>>> undos, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await Rates.TakeObjectsAsync(1, cancellationToken);
                var began = time.GetUtcNow();
                var delivery = await transfer.RunAsync(entry, cancellationToken);
                if (delivery.Content is { } content)
                {
                    Hashes?.Remember(entry.Key, content, began);
                }

                return delivery;
            }
            catch (StorageException failure)
            {
                if (failure.Undo is { } undo)
                {
                    undos.Add(undo);
                }

                if (failure.BeginsAnew)
                {
                    attempt--;
                    continue;
                }

                if (failure.Kind is not (FailureKind.Broken or FailureKind.Changed or FailureKind.Unanswered) || attempt >= options.Retry.ObjectRetryCount)
                {
                    throw;
                }

                if (Versions is not null && undos.Count > 0)
                {
                    // It would stay in the history, under the version that is written next.
                    await UndoAsync(entry.Key, undos, isFinal: false);
                    undos.Clear();
                }

                await ledger.TellAsync(new SyncEvent.Retried(entry.Key, failure.Problem));
            }

            await Task.Delay(options.Retry.ObjectRetryInterval, time, cancellationToken);
        }
    }

    // Every wrong try may have left a version of its own. Clean-up never takes the run's token: a wrong object must not stay because
    // someone pressed Ctrl-C.
    private async Task UndoAsync(string key, List<Func<CancellationToken, Task<Removal>>> undos, bool isFinal)
    {
        if (undos.Count == 0)
        {
            return;
        }

        using var limit = new CancellationTokenSource(UndoTime, time);
        var outcome = Removal.Removed;
        foreach (var undo in undos)
        {
            try
            {
                // What an earlier try left was overwritten by the later one, so the last answer counts; but what was kept stays so.
                var removal = await undo(limit.Token);
                outcome = outcome == Removal.Kept ? outcome : removal;
            }
            catch (Exception failure) when (failure is StorageException or OperationCanceledException)
            {
                outcome = Removal.Kept;
            }
        }

        if (outcome == Removal.Removed && !isFinal)
        {
            return; // That it is written again is told.
        }

        await ledger.RunProblemAsync(outcome switch
        {
            Removal.Removed => RunProblems.BadObjectRemoved(key),
            Removal.Replaced => RunProblems.BadObjectReplaced(key),
            _ => RunProblems.BadObjectKept(key),
        });
    }

    // Every such object is counted and listed; one warning says that there are some. Whoever asked for no comparison is not warned of it.
    private async Task WarnOnceAsync(string key, IReadOnlyList<Verdict> verdicts)
    {
        if (verdicts.OfType<Verdict.Unsettled>().FirstOrDefault(static verdict => !verdict.WasAskedFor) is { } open && Interlocked.Exchange(ref _warnedOfUnverified, 1) == 0)
        {
            await ledger.TellAsync(new SyncEvent.Warned(null, IntegrityProblems.FirstNotVerified(key, open.Why)));
        }
    }

    private IEnumerable<SyncEvent> Told(string key, IReadOnlyList<Verdict> verdicts)
    {
        if (verdicts.OfType<Verdict.Unsettled>().FirstOrDefault() is { } unsettled)
        {
            yield return new SyncEvent.Unverified(key, unsettled.Why);
        }

        if (verdicts.OfType<Verdict.ETagAgrees>().LastOrDefault() is { } etag)
        {
            yield return new SyncEvent.ETagVerified(key, etag.Source.Quoted(), etag.Target.Quoted());
        }

        // As the original counts: a checksum that nobody asked for is told only where the ETag settles nothing.
        var isCounted = options.Integrity.AdditionalChecksumAlgorithm is not null || options.Integrity.EnableAdditionalChecksum || !verdicts.OfType<Verdict.ETagAgrees>().Any();
        if (isCounted && verdicts.OfType<Verdict.ChecksumAgrees>().LastOrDefault() is { } checksum)
        {
            yield return new SyncEvent.ChecksumVerified(key, checksum.Source.Algorithm.WireName(), checksum.Source.ToString(), checksum.Target.ToString());
        }
    }
}
