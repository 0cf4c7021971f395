using S3Sync.Limits;
using S3Sync.Options;
using S3Sync.Planning;
using S3Sync.Planning.Comparing;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.Storage;
using S3Sync.Transfers.Recording;

namespace S3Sync.Transfers.Stages;

/// <summary>Gives unchanged objects other headers. What cannot be done in place because the object is not there any more, or came out wrong, is transferred.</summary>
internal sealed class RestampStage(RunLedger ledger, SyncOptions options, RateLimits rates, ObjectRecords? records, TimeProvider time)
{
    /// <summary>Carries out one; the transfer that is to take its place, or null when it is done and told.</summary>
    /// <exception cref="StorageException">It failed, and the object is what it was.</exception>
    public async Task<PlannedAction.Transfer?> RunAsync(PlannedAction.Restamp planned, string place, CancellationToken cancellationToken)
    {
        try
        {
            if (!options.DryRun)
            {
                await TryAsync(planned, cancellationToken);
            }
        }
        catch (StorageException failure) when (failure.Kind == FailureKind.Gone)
        {
            return new(planned.Source, null, Reason.Missing);
        }
        catch (StorageException failure) when (failure.Undo is not null)
        {
            // Taking the copy back would take the object; the source has the content. What stands there is ours, so the write is bound to nothing.
            await ledger.TellAsync(new SyncEvent.Retried(planned.Source.Key, RuleProblems.CopyDiffers(place, failure.Problem.Message)));
            return new(planned.Source, planned.Target with { ETag = null }, Reason.ETagDiffers);
        }

        await ledger.TellAsync(new SyncEvent.Restamped(planned.Source.Key, place, planned.Stamp.Reason, options.DryRun)
        {
            Record = records is null ? null : planned.Stamp.Complete(await records.OfAsync(planned.Same, planned.Source, planned.Target, cancellationToken)),
        });
        return null;
    }

    private async Task TryAsync(PlannedAction.Restamp planned, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await rates.TakeObjectsAsync(1, cancellationToken);
                await planned.Stamp.RunAsync(cancellationToken);
                return;
            }
            catch (StorageException failure) when (failure is { Undo: null, Kind: FailureKind.Broken or FailureKind.Unanswered } && attempt < options.Retry.ObjectRetryCount)
            {
                await ledger.TellAsync(new SyncEvent.Retried(planned.Source.Key, failure.Problem));
            }

            await Task.Delay(options.Retry.ObjectRetryInterval, time, cancellationToken);
        }
    }
}
