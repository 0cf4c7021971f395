namespace S3Sync.Reporting;

/// <summary>The counters of a running synchronization: written by the transfers, sampled by sinks from any thread.</summary>
public sealed class ProgressMeter
{
    private long _bytes;
    private long _transferred;
    private long _etagVerified;
    private long _checksumVerified;
    private long _unverified;
    private long _restamped;
    private long _deleted;
    private long _skipped;
    private long _errors;
    private long _warnings;
    private long _plannedObjects;
    private long _plannedBytes;
    private int _planComplete;
    private long[]? _status;

    /// <summary>Objects and bytes that are known to need a transfer so far; <see cref="IsPlanComplete"/> says whether more may come.</summary>
    public (long Objects, long Bytes) Planned => (Interlocked.Read(ref _plannedObjects), Interlocked.Read(ref _plannedBytes));

    /// <summary>Whether both listings have been read to their end, so that a remaining time can be told.</summary>
    public bool IsPlanComplete => Volatile.Read(ref _planComplete) != 0;

    /// <summary>The counters now.</summary>
    public SyncCounts Counts => new()
    {
        Bytes = Interlocked.Read(ref _bytes),
        Transferred = Interlocked.Read(ref _transferred),
        ETagVerified = Interlocked.Read(ref _etagVerified),
        ChecksumVerified = Interlocked.Read(ref _checksumVerified),
        Unverified = Interlocked.Read(ref _unverified),
        Restamped = Interlocked.Read(ref _restamped),
        Deleted = Interlocked.Read(ref _deleted),
        Skipped = Interlocked.Read(ref _skipped),
        Errors = Interlocked.Read(ref _errors),
        Warnings = Interlocked.Read(ref _warnings),
        Status = Status,
    };

    /// <summary>How the entries of both sides stand so far, when that is to be reported; null otherwise.</summary>
    public StatusCounts? Status => _status is { } counts ? new([.. Enumerable.Range(0, counts.Length).Select(place => Interlocked.Read(ref counts[place]))]) : null;

    internal void ReportStatus() => _status = new long[StatusCounts.Places];

    internal void AddBytes(long count) => Interlocked.Add(ref _bytes, count);

    internal void PlanComplete() => Volatile.Write(ref _planComplete, 1);

    internal void Plan(long bytes)
    {
        Interlocked.Increment(ref _plannedObjects);
        Interlocked.Add(ref _plannedBytes, bytes);
    }

    internal void Count(SyncEvent syncEvent)
    {
        switch (syncEvent)
        {
            case SyncEvent.Transferred or SyncEvent.Retagged: Interlocked.Increment(ref _transferred); break;
            case SyncEvent.Restamped: Interlocked.Increment(ref _restamped); break;
            case SyncEvent.ETagVerified: Interlocked.Increment(ref _etagVerified); break;
            case SyncEvent.ChecksumVerified: Interlocked.Increment(ref _checksumVerified); break;
            case SyncEvent.Unverified: Interlocked.Increment(ref _unverified); break;
            case SyncEvent.Compared fact when _status is not null: Interlocked.Increment(ref _status[StatusCounts.Place(fact.Kind, fact.Status)]); break;
            case SyncEvent.Deleted: Interlocked.Increment(ref _deleted); break;
            case SyncEvent.Skipped: Interlocked.Increment(ref _skipped); break;
            case SyncEvent.Failed: Interlocked.Increment(ref _errors); break;
            case SyncEvent.Warned { IsAdvice: false }: Interlocked.Increment(ref _warnings); break;
        }
    }
}
