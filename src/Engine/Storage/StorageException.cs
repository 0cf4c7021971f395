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

    /// <summary>The source is gone since it was listed: it is skipped with a warning.</summary>
    Gone,

    /// <summary>Nothing can work on this endpoint: no such bucket, no credentials. The run ends.</summary>
    Fatal,
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

    /// <summary>Takes back what was stored wrongly, unless another version is there by now; null when nothing was stored. True when it is gone.</summary>
    public Func<CancellationToken, Task<bool>>? Undo { get; init; }
}
