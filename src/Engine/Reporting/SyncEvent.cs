using S3Sync.Entries;
using S3Sync.Integrity;
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
    public sealed record Transferred(string Key, string Place, bool ToS3, long Size, DateTimeOffset SourceModified, string Reason, bool DryRun) : SyncEvent
    {
        /// <summary>The source's version, where versions are synchronized or asked for; null where they are not.</summary>
        public string? SourceVersionId { get; init; }

        /// <summary>What is known of the object; null unless a sink wants <see cref="EventDetails.Records"/>.</summary>
        public ObjectRecord? Record { get; init; }
    }

    /// <summary>The tags of a target object were replaced or removed, or would be; its content is the same.</summary>
    /// <param name="Key">The relative key.</param>
    /// <param name="Place">The full key.</param>
    /// <param name="IsRemoval">The source has no tags.</param>
    /// <param name="DryRun">Nothing was written.</param>
    public sealed record Retagged(string Key, string Place, bool IsRemoval, bool DryRun) : SyncEvent
    {
        /// <summary>What is known of the object; null unless a sink wants <see cref="EventDetails.Records"/>.</summary>
        public ObjectRecord? Record { get; init; }
    }

    /// <summary>The headers of a target object were replaced by a copy onto itself, or would be; its content is the same.</summary>
    /// <param name="Key">The relative key.</param>
    /// <param name="Place">The full key.</param>
    /// <param name="Reason">Which headers differed, in words.</param>
    /// <param name="DryRun">Nothing was written.</param>
    public sealed record Restamped(string Key, string Place, string Reason, bool DryRun) : SyncEvent
    {
        /// <summary>What is known of the object; null unless a sink wants <see cref="EventDetails.Records"/>.</summary>
        public ObjectRecord? Record { get; init; }
    }

    /// <summary>What was read is what was stored, by the ETag.</summary>
    public sealed record ETagVerified(string Key, string SourceETag, string TargetETag) : SyncEvent;

    /// <summary>What was read is what was stored, by an additional checksum.</summary>
    public sealed record ChecksumVerified(string Key, string Algorithm, string SourceChecksum, string TargetChecksum) : SyncEvent;

    /// <summary>Nothing stored could settle whether the content arrived; the reason says why.</summary>
    public sealed record Unverified(string Key, string Reason) : SyncEvent;

    /// <summary>What both sides have under one key, as far as it was looked at.</summary>
    /// <param name="Key">The relative key.</param>
    public abstract record OfPair(string Key) : SyncEvent
    {
        /// <summary>The checksum that was compared; null when none was.</summary>
        public ChecksumAlgorithm? ChecksumAlgorithm { get; init; }

        /// <summary>The source's value of it; null when it has none, or only differs.</summary>
        public string? SourceChecksum { get; init; }

        /// <summary>The target's value of it; null when it has none, or only differs.</summary>
        public string? TargetChecksum { get; init; }

        /// <summary>The source's last-modified time; null when the source has nothing.</summary>
        public DateTimeOffset? SourceModified => Source?.Modified;

        /// <summary>The target's last-modified time; null when the target has nothing, or was not looked at.</summary>
        public DateTimeOffset? TargetModified => Target?.Modified;

        /// <summary>The source's size in bytes; null when the source has nothing.</summary>
        public long? SourceSize => Source?.Size;

        /// <summary>The target's size in bytes; null when the target has nothing, or was not looked at.</summary>
        public long? TargetSize => Target?.Size;

        /// <summary>The source's ETag as it was listed; null for a file.</summary>
        public ETag? SourceETag => Source?.ETag;

        /// <summary>The target's ETag as it was listed; null for a file.</summary>
        public ETag? TargetETag => Target?.ETag;

        internal Entry? Source { get; init; }

        internal Entry? Target { get; init; }
    }

    /// <summary>An entry needed nothing, or was left out.</summary>
    /// <param name="Key">The relative key.</param>
    /// <param name="Judge">Who decided, by the field's names: <c>IncludeRegexFilter</c>, <c>StandardDiffDetector</c>, …</param>
    /// <param name="Reason">In words.</param>
    public sealed record Skipped(string Key, string Judge, string Reason) : OfPair(Key)
    {
        /// <summary>What the filter that decided was set to, as text: an instant, a size in bytes, an expression; null when no filter did.</summary>
        public string? Setting { get; init; }

        /// <summary>The source's version, where versions are listed; null where they are not.</summary>
        public string? VersionId => Source?.VersionId;

        /// <summary>The source entry says that the object was deleted.</summary>
        public bool IsDeleteMarker => Source?.IsDeleteMarker ?? false;

        /// <summary>What is known of the object, when it is unchanged; null when it was left out, or no sink wants <see cref="EventDetails.Records"/>.</summary>
        public ObjectRecord? Record { get; init; }
    }

    /// <summary>How an entry stands on both sides, where nothing is transferred.</summary>
    /// <param name="Key">The relative key.</param>
    /// <param name="Kind">What was looked at.</param>
    /// <param name="Status">How they stand.</param>
    /// <param name="Reason">In words.</param>
    public sealed record Compared(string Key, StatusKind Kind, SyncStatus Status, string Reason) : OfPair(Key);

    /// <summary>How all entries stand, at the end of a run in which nothing is transferred.</summary>
    public sealed record StatusSummary(StatusCounts Counts) : SyncEvent;

    /// <summary>A target entry without a source is gone (or would be, in a dry run).</summary>
    public sealed record Deleted(string Key, string Place, bool ToS3, bool DryRun) : SyncEvent;

    /// <summary>One object failed; the others go on.</summary>
    public sealed record Failed(string Key, Problem Problem) : SyncEvent;

    /// <summary>An object broke or changed and is transferred again; no warning, since what arrives in the end is right.</summary>
    public sealed record Retried(string Key, Problem Problem) : SyncEvent;

    /// <summary>A request failed in a way that may pass, and is sent again.</summary>
    /// <param name="Place">The object, or the prefix of a listing, as <c>s3://bucket/key</c>.</param>
    /// <param name="Attempt">How many attempts have been made.</param>
    /// <param name="Problem">What was wrong with the last one.</param>
    public sealed record RequestRetried(string Place, int Attempt, Problem Problem) : SyncEvent;

    /// <summary>Something a user should know that is no failure: an entry that vanished, an output that was dropped.</summary>
    public sealed record Warned(string? Key, Problem Problem) : SyncEvent
    {
        /// <summary>It is of what was asked for, which may be mistyped, and nothing is less complete for it: it is told and not counted.</summary>
        public bool IsAdvice { get; init; }
    }

    /// <summary>Something about the run that is worth knowing and makes nothing less complete.</summary>
    public sealed record Noted(Problem Problem) : SyncEvent;

    /// <summary>The run itself failed, or deletes were withheld.</summary>
    public sealed record RunProblem(Problem Problem) : SyncEvent;

    /// <summary>One attempt of a request has ended; told only to sinks that want <see cref="EventDetails.Requests"/>.</summary>
    /// <param name="Operation">What was asked, such as <c>UploadPart</c>.</param>
    /// <param name="Place">The object, or the prefix of a listing, as <c>s3://bucket/key</c>.</param>
    /// <param name="Attempt">The number of the attempt, from 1.</param>
    /// <param name="Status"><c>ok</c>, or the problem's code.</param>
    /// <param name="Duration">From sending to the answer; a body that is read later is not part of it.</param>
    public sealed record Requested(string Operation, string Place, int Attempt, string Status, TimeSpan Duration) : SyncEvent;

    /// <summary>A piece of work begins (<paramref name="Duration"/> is null) or has ended; told only to sinks that want <see cref="EventDetails.Spans"/>.</summary>
    /// <param name="Name"><c>sync</c>, <c>transfer</c>, <c>delete</c> for the stages, <c>object</c> for one object.</param>
    /// <param name="Key">The object's relative key; null for a stage.</param>
    /// <param name="Duration">How long it took.</param>
    public sealed record Span(string Name, string? Key, TimeSpan? Duration) : SyncEvent;

    /// <summary>The run is over; always the last event.</summary>
    public sealed record Finished(SyncReport Report) : SyncEvent;
}

/// <summary>Events that are only told to who wants them, because there are many.</summary>
[Flags]
public enum EventDetails
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>Every attempt of every request.</summary>
    Requests = 1,

    /// <summary>The beginning and the end of every object and stage.</summary>
    Spans = 2,

    /// <summary>An <see cref="ObjectRecord"/> on what is told of each object, with the SHA-256 of its content.</summary>
    Records = 4,
}

/// <summary>Sees every event, one at a time, on one thread. An ordinary sink that throws is dropped and named; see <see cref="IsAudit"/>.</summary>
public interface IEventSink
{
    /// <summary>An audit sink that throws ends the run: what it records must be complete.</summary>
    bool IsAudit => false;

    /// <summary>Which of the many events it wants besides all others.</summary>
    EventDetails Wants => EventDetails.None;

    /// <summary>Takes one event. Lets exceptions out.</summary>
    void Emit(SyncEvent syncEvent);
}
