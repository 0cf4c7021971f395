using S3Sync.Entries;
using S3Sync.Limits;
using S3Sync.Planning;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.Storage;

namespace S3Sync.Transfers.Stages;

/// <summary>
/// Deletes target entries without a source: last, and only when both listings were whole and no transfer failed. Folders that these
/// deletes emptied go too; folders that were empty before stay.
/// </summary>
internal sealed class DeleteStage(IStore target, Func<Entry, string> placeOf, bool toS3, DeleteGuard guard, RunLedger ledger)
{
    /// <summary>When more than this are to be deleted, none is; null for no limit.</summary>
    public int? MaxDelete { get; init; }

    /// <summary>The most keys one call takes. "DeleteObjects", Amazon S3 API Reference.</summary>
    private const int BatchSize = 1000;
    private readonly Stack<EmptiedFolder> _folders = new();

    /// <summary>Called before each change; what it throws ends the run.</summary>
    public Func<Task> BeforeChange { get; init; } = static () => Task.CompletedTask;

    /// <summary>How many objects are deleted in a second.</summary>
    public RateLimits Rates { get; init; } = new(null, null);

    /// <summary>Deletes what the guard lets go; in a dry run tells it.</summary>
    public async Task RunAsync(DeleteList planned, bool dryRun, CancellationToken cancellationToken)
    {
        if (planned.Objects == 0)
        {
            return;
        }

        var tooMany = ObjectionToCount(planned);
        if ((Objection() ?? (dryRun ? null : tooMany)) is { } problem)
        {
            await ledger.RunProblemAsync(problem);
            return;
        }

        foreach (var batch in planned.Read().Where(entry => !guard.Protects(entry.Key)).Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await DeleteAsync(batch, dryRun, cancellationToken);
        }

        await LeaveFoldersAsync(null, dryRun, cancellationToken);
        if (tooMany is not null)
        {
            // Only a dry run comes here: it shows what the limit is about.
            await ledger.RunProblemAsync(tooMany);
        }
    }

    // Why nothing may be deleted, whatever it is; null when nothing stands against it.
    private Problem? Objection()
    {
        if (guard.IncompleteSide is { } side)
        {
            return RunProblems.DeletesWithheldIncomplete(side);
        }

        if (ledger.TransferFailures is var failures and > 0)
        {
            return RunProblems.DeletesWithheldFailures(failures);
        }

        return ledger.IsRunBroken ? RunProblems.DeletesWithheldTrouble() : null;
    }

    // Why so many may not be deleted; null when they may.
    private Problem? ObjectionToCount(DeleteList planned)
    {
        if (MaxDelete is null && !guard.IsSourceEmpty)
        {
            return null;
        }

        var count = planned.Read().LongCount(entry => entry.Kind != EntryKind.Folder && !guard.Protects(entry.Key));
        return count == 0 ? null
            : MaxDelete is null ? RunProblems.DeletesWithheldEmptySource(count)
            : count > MaxDelete ? RunProblems.DeletesWithheldTooMany(count, MaxDelete.Value)
            : null;
    }

    private async Task DeleteAsync(Entry[] batch, bool dryRun, CancellationToken cancellationToken)
    {
        var objects = batch.Where(entry => entry.Kind != EntryKind.Folder).ToArray();
        await (dryRun || objects.Length == 0 ? Task.CompletedTask : BeforeChange());
        await Rates.TakeObjectsAsync(dryRun ? 0 : objects.Length, cancellationToken);
        var outcomes = dryRun || objects.Length == 0 ? Enumerable.Repeat(DeleteOutcome.Deleted, objects.Length).ToArray() : await target.DeleteAsync(objects, cancellationToken);
        var answered = 0;
        foreach (var entry in batch)
        {
            await LeaveFoldersAsync(entry.Key, dryRun, cancellationToken);
            if (entry.Kind == EntryKind.Folder)
            {
                _folders.Push(new(entry));
                continue;
            }

            var outcome = outcomes[answered++];
            if (outcome.Problem is { } problem)
            {
                await (outcome.IsLeft ? ledger.TellAsync(new SyncEvent.Warned(entry.Key, problem)) : ledger.RefusedAsync(entry.Key, problem));
            }

            if (!outcome.IsDeleted)
            {
                continue;
            }

            if (_folders.TryPeek(out var folder))
            {
                folder.Emptied = true;
            }

            await ledger.TellAsync(new SyncEvent.Deleted(entry.Key, placeOf(entry), toS3, dryRun));
        }

        // Only now: what was deleted before the cancellation has been told.
        cancellationToken.ThrowIfCancellationRequested();
    }

    // Keys ascend, so a folder is done with when a key outside of it comes; innermost first.
    private async Task LeaveFoldersAsync(string? nextKey, bool dryRun, CancellationToken cancellationToken)
    {
        while (_folders.TryPeek(out var folder) && (nextKey is null || !nextKey.StartsWith(folder.Entry.Key, StringComparison.Ordinal)))
        {
            _folders.Pop();
            if (!folder.Emptied || dryRun)
            {
                continue;
            }

            // A folder that still holds something refuses to go, and that is right.
            var outcome = await target.DeleteAsync([folder.Entry], cancellationToken);
            if (outcome[0].Problem is { } problem)
            {
                await ledger.RefusedAsync(folder.Entry.Key, problem);
            }
            else if (outcome[0].IsDeleted && _folders.TryPeek(out var parent))
            {
                parent.Emptied = true;
            }
        }
    }

    private sealed class EmptiedFolder(Entry entry)
    {
        public Entry Entry { get; } = entry;

        public bool Emptied { get; set; }
    }
}
