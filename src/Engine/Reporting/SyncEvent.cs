using S3Sync.Problems;

namespace S3Sync.Reporting;

/// <summary>One fact about a run. Screen, log, JSON and manifest are the same facts, seen differently. Times are UTC, sizes bytes.</summary>
public abstract record SyncEvent
{
    private SyncEvent()
    {
    }

    /// <summary>The run begins. <paramref name="Progress"/> may be sampled from any thread until the run has ended.</summary>
    public sealed record Started(string Source, string Target, bool DryRun, ProgressMeter Progress) : SyncEvent;

    /// <summary>An object has arrived, verified or counted as unverified (or would have, in a dry run).</summary>
    /// <param name="Key">The relative key.</param>
    /// <param name="Place">The full key at an S3 target, the real path at a local one.</param>
    /// <param name="ToS3">Whether the target is S3.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="SourceModified">The source's last-modified time.</param>
    /// <param name="Reason">Why it was transferred, in words.</param>
    /// <param name="DryRun">Nothing was written.</param>
    public sealed record Transferred(string Key, string Place, bool ToS3, long Size, DateTimeOffset SourceModified, string Reason, bool DryRun) : SyncEvent;

    /// <summary>What was read is what was stored, by the ETag.</summary>
    public sealed record ETagVerified(string Key, string SourceETag, string TargetETag) : SyncEvent;

    /// <summary>What was read is what was stored, by an additional checksum.</summary>
    public sealed record ChecksumVerified(string Key, string Algorithm, string SourceChecksum, string TargetChecksum) : SyncEvent;

    /// <summary>Nothing stored could settle whether the content arrived; the reason says why.</summary>
    public sealed record Unverified(string Key, string Reason) : SyncEvent;

    /// <summary>An entry needed nothing, or was left out.</summary>
    /// <param name="Key">The relative key.</param>
    /// <param name="Judge">Who decided, by the field's names: <c>IncludeRegexFilter</c>, <c>StandardDiffDetector</c>, …</param>
    /// <param name="Reason">In words.</param>
    public sealed record Skipped(string Key, string Judge, string Reason) : SyncEvent;

    /// <summary>A target entry without a source is gone (or would be, in a dry run).</summary>
    public sealed record Deleted(string Key, string Place, bool ToS3, bool DryRun) : SyncEvent;

    /// <summary>One object failed; the others go on.</summary>
    public sealed record Failed(string Key, Problem Problem) : SyncEvent;

    /// <summary>An object broke or changed and is transferred again; no warning, since what arrives in the end is right.</summary>
    public sealed record Retried(string Key, Problem Problem) : SyncEvent;

    /// <summary>Something a user should know that is no failure: an entry that vanished, an output that was dropped.</summary>
    public sealed record Warned(string? Key, Problem Problem) : SyncEvent;

    /// <summary>The run itself failed, or deletes were withheld.</summary>
    public sealed record RunProblem(Problem Problem) : SyncEvent;

    /// <summary>The run is over; always the last event.</summary>
    public sealed record Finished(SyncReport Report) : SyncEvent;
}

/// <summary>Sees every event, one at a time, on one thread. An ordinary sink that throws is dropped and named; see <see cref="IsAudit"/>.</summary>
public interface IEventSink
{
    /// <summary>An audit sink that throws ends the run: what it records must be complete.</summary>
    bool IsAudit => false;

    /// <summary>Takes one event. Lets exceptions out.</summary>
    void Emit(SyncEvent syncEvent);
}
