using S3Sync.Problems;

namespace S3Sync.Storage;

/// <summary>What a failed operation on one object means for that object.</summary>
internal enum FailureKind
{
    /// <summary>Trying again would not help: denied, invalid, no space.</summary>
    Permanent,

    /// <summary>The body broke or what arrived is not what was sent: the whole object is transferred again.</summary>
    Broken,

    /// <summary>The source is another version now: it is described anew and transferred again.</summary>
    Changed,

    /// <summary>What a write was bound to is not so: the target, or a copy's source, is not what was seen. It is left with a warning.</summary>
    Unmet,

    /// <summary>The source is gone since it was listed: it is skipped with a warning.</summary>
    Gone,

    /// <summary>The target is gone or another one since it was listed, which a comparison comes upon: the object is transferred.</summary>
    TargetMoved,

    /// <summary>No answer came in any attempt, or not in time: the whole object is tried again, as often as the options allow.</summary>
    Unanswered,

    /// <summary>The source is archived and cannot be read until it is restored: it is skipped with a warning.</summary>
    Archived,

    /// <summary>Nothing can work on this endpoint: no such bucket, no credentials. The run ends.</summary>
    Fatal,
}

/// <summary>What became of an object that was to be taken back.</summary>
internal enum Removal
{
    /// <summary>It is not there any more.</summary>
    Removed,

    /// <summary>Under its key stands something with another ETag than the write was answered: not surely ours, so it was left.</summary>
    Replaced,

    /// <summary>It could not be removed.</summary>
    Kept,
}

/// <summary>
/// Carries an object's problem from a store up to the transfer stage, which turns it into a value. It never crosses that stage: a body
/// that throws would stop the transfers of all other objects.
/// </summary>
internal sealed class StorageException(Problem problem, FailureKind kind, Exception? cause = null) : Exception(problem.ToString(), cause)
{
    /// <summary>What the user reads.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>What it means for the object.</summary>
    public FailureKind Kind { get; } = kind;

    /// <summary>
    /// The object is begun anew at once, and this try does not count: what was read only proved that the object is cut otherwise than was assumed.
    /// </summary>
    public bool BeginsAnew { get; init; }

    /// <summary>Takes back what was stored wrongly, unless another version is there by now; null when nothing was stored.</summary>
    public Func<CancellationToken, Task<Removal>>? Undo { get; init; }
}
