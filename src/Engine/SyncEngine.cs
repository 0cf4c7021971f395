using S3Sync.Reporting;

namespace S3Sync;

/// <summary>The road: list both sides, pair, decide, transfer, verify, delete last, report.</summary>
public static class SyncEngine
{
    /// <summary>Runs one job. Never throws for what an object or a server did: the report tells it. Cancelling cleans up and reports.</summary>
    public static Task<SyncReport> RunAsync(SyncJob job, IReadOnlyList<IEventSink> sinks, TimeProvider time, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
