using S3Sync.Problems;

namespace S3Sync.Reporting;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>Everything asked for was done, or was not needed.</summary>
    Completed,

    /// <summary>At least one object or the run itself failed; the report says which and why.</summary>
    Failed,

    /// <summary>The caller cancelled; what was in flight has been cleaned up.</summary>
    Cancelled,
}

/// <summary>What a run did. Sizes are bytes.</summary>
public sealed record SyncReport
{
    /// <summary>How it ended.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>From the first request to the last, clean-up included.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Nothing was written.</summary>
    public required bool DryRun { get; init; }

    /// <summary>The counters.</summary>
    public required SyncCounts Counts { get; init; }

    /// <summary>Every failed object with its problem, in the order they failed.</summary>
    public required IReadOnlyList<ObjectFailure> Failures { get; init; }

    /// <summary>What concerned the run as a whole: a listing that broke, deletes withheld, clean-up that could not be finished.</summary>
    public required IReadOnlyList<Problem> RunProblems { get; init; }

    /// <summary>The manifest that was written; null when none was asked for, or it could not be written, which is among the problems.</summary>
    public ManifestReceipt? Manifest { get; init; }
}

/// <summary>A manifest that was written.</summary>
/// <param name="Place">Its path, or <c>s3://bucket/key</c>.</param>
/// <param name="Digest">The SHA-256 over key, size and content of every entry, in lower-case hex.</param>
/// <param name="Objects">How many entries it has.</param>
/// <param name="Unproven">How many of them have no SHA-256.</param>
/// <param name="IsLines">Whether it is JSON Lines.</param>
public sealed record ManifestReceipt(string Place, string Digest, long Objects, long Unproven, bool IsLines);

/// <summary>A failed object.</summary>
public sealed record ObjectFailure(string Key, Problem Problem);

/// <summary>The counters of a run; a consistent copy.</summary>
public sealed record SyncCounts
{
    /// <summary>Bytes moved (or that would be, in a dry run).</summary>
    public long Bytes { get; init; }

    /// <summary>Objects that arrived.</summary>
    public long Transferred { get; init; }

    /// <summary>Objects that got other headers by a copy onto themselves; no byte of them moved.</summary>
    public long Restamped { get; init; }

    /// <summary>Objects verified by their ETag.</summary>
    public long ETagVerified { get; init; }

    /// <summary>Objects verified by an additional checksum.</summary>
    public long ChecksumVerified { get; init; }

    /// <summary>Objects that nothing stored could verify.</summary>
    public long Unverified { get; init; }

    /// <summary>Target entries deleted.</summary>
    public long Deleted { get; init; }

    /// <summary>Entries that needed nothing or were left out.</summary>
    public long Skipped { get; init; }

    /// <summary>How the entries of both sides stand, when that was to be reported; null otherwise.</summary>
    public StatusCounts? Status { get; init; }

    /// <summary>Failed objects.</summary>
    public long Errors { get; init; }

    /// <summary>Warnings.</summary>
    public long Warnings { get; init; }
}
