using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Attributes;

namespace S3Sync.Transfers.Versions;

/// <summary>Looks, before anything else is done, whether the buckets keep the versions that a run is to work with.</summary>
internal sealed class VersionRequirement(S3Store? source, S3Store? target)
{
    /// <summary>What to warn of; null when nothing.</summary>
    /// <exception cref="SyncException">A bucket does not keep versions, or does not tell.</exception>
    public async Task<Problem?> CheckAsync(VersionOptions asked, CancellationToken cancellationToken)
    {
        if (asked.Enabled)
        {
            await RequireEnabledAsync("source", source, cancellationToken);
            await RequireEnabledAsync("target", target, cancellationToken);
        }

        return asked.PointInTime is null || source is null ? null : await StateOfAsync(source, cancellationToken) switch
        {
            VersioningState.Never => throw new SyncException(VersionProblems.HistoryNeeded(source.Location.Bucket)),
            VersioningState.Suspended => VersionProblems.HistorySuspended(source.Location.Bucket),
            _ => null,
        };
    }

    private static async Task RequireEnabledAsync(string side, S3Store? bucket, CancellationToken cancellationToken)
    {
        var state = bucket is null ? VersioningState.Never : await StateOfAsync(bucket, cancellationToken);
        if (state != VersioningState.Enabled)
        {
            throw new SyncException(VersionProblems.VersioningNeeded(
                side, bucket?.Location.Bucket ?? "", state == VersioningState.Suspended ? "is suspended" : "was never enabled"));
        }
    }

    private static async Task<VersioningState> StateOfAsync(S3Store bucket, CancellationToken cancellationToken)
    {
        try
        {
            return await bucket.Versioning.GetAsync(cancellationToken);
        }
        catch (StorageException failure)
        {
            throw new SyncException(failure.Problem, failure);
        }
    }
}
