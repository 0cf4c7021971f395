using S3Sync.Entries;
using S3Sync.Limits;
using S3Sync.Planning;
using S3Sync.Planning.Comparing;
using S3Sync.Planning.Versions;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Transfers.Stages;

namespace S3Sync.Transfers.Versions;

/// <summary>
/// Brings the versions of one key to the target, oldest first, by one worker. A version that fails ends its key: what came after it would stand in
/// its place for good.
/// </summary>
internal sealed class VersionReplay(S3Store target, RunLedger ledger, bool dryRun)
{
    /// <summary>A filter by Content-Type, metadata or tags may be why the target lacks an older version, which is not asked for again to learn it.</summary>
    public bool FiltersByDetails { get; init; }

    private int _unplacedTold;

    /// <summary>How many objects are written and deleted in a second.</summary>
    public RateLimits Rates { get; init; } = new(null, null);

    /// <summary>What is to be done, after the target was asked where its versions came from when the listings do not tell.</summary>
    public async Task<PlannedAction.Replay> SettleAsync(PlannedAction.Histories histories, CancellationToken cancellationToken)
    {
        var match = new VersionMatch(histories.Source, histories.Target, histories.Dropped);
        foreach (var version in match.IsTold ? [] : match.Undecided)
        {
            if (await MetadataAsync(version, cancellationToken) is { } metadata && match.Learn(metadata))
            {
                break;
            }
        }

        return new(histories.Source.Key, match.Conclude());
    }

    /// <summary>Carries out a plan.</summary>
    /// <param name="replay">The plan.</param>
    /// <param name="transfer">Transfers a version, and tells what became of it.</param>
    /// <param name="cancellationToken">Ends it between two requests.</param>
    public async Task CarryOutAsync(PlannedAction.Replay replay, Func<PlannedAction.Transfer, Task<Fate>> transfer, CancellationToken cancellationToken)
    {
        if (replay.Plan.Unplaced > 0 && !FiltersByDetails && Interlocked.Exchange(ref _unplacedTold, 1) == 0)
        {
            await ledger.TellAsync(new SyncEvent.Warned(replay.Key, VersionProblems.VersionsUnplaced(replay.Key, replay.Plan.Unplaced)));
        }

        var isAdded = false;
        foreach (var step in replay.Plan.Steps)
        {
            switch (step)
            {
                case VersionStep.Leave left:
                    await ledger.TellAsync(left.Why.ToEvent());
                    break;
                case VersionStep.Hide { IsHidden: true } hide when !isAdded:
                    await ledger.TellAsync(hide.Hidden.ToEvent());
                    break;
                case VersionStep.Hide:
                    await HideAsync(step.Version, cancellationToken);
                    break;
                default:
                    var fate = await transfer(new(step.Version, null, Reason.NewVersion));
                    if (fate == Fate.Failed)
                    {
                        return;
                    }

                    isAdded |= fate == Fate.Done;
                    break;
            }
        }
    }

    private async Task HideAsync(Entry marker, CancellationToken cancellationToken)
    {
        var key = target.FullKey(marker.Key);
        if (!dryRun)
        {
            await Rates.TakeObjectsAsync(1, cancellationToken);
            await target.Objects.HideAsync(key, cancellationToken);
        }

        await ledger.TellAsync(new SyncEvent.Deleted(marker.Key, key, ToS3: true, dryRun));
    }

    private async Task<IReadOnlyDictionary<string, string>?> MetadataAsync(Entry version, CancellationToken cancellationToken)
    {
        try
        {
            return (await target.Objects.HeadAsync(target.NameOf(version), null, cancellationToken)).Headers.UserMetadata;
        }
        catch (StorageException failure) when (failure.Kind == FailureKind.Gone)
        {
            return null; // Removed since it was listed: then the source's is not there.
        }
    }
}
