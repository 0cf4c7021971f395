using S3Sync.Limits;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Storage.S3.Side;

/// <summary>How one side of a run uses its bucket.</summary>
internal sealed record S3StoreSettings
{
    /// <summary>
    /// Towards a directory, when a non-empty prefix lacks the final <c>/</c>: one leading <c>/</c> of the relative key is dropped, and the
    /// listing is in the order of the keys after that.
    /// </summary>
    public bool DropOneLeadingSlash { get; init; }

    /// <summary>Whether a relative key names an object of the tool's own, which is never an entry.</summary>
    public Func<string, bool> IsOwnObject { get; init; } = static _ => false;

    /// <summary>Lists every version, gathered by key, in place of what is current.</summary>
    public bool ListsVersions { get; init; }

    /// <summary>Lists what was current at this instant; null for now.</summary>
    public DateTimeOffset? PointInTime { get; init; }

    /// <summary>Deletes what was listed and nothing else: each key by itself, bound to its ETag.</summary>
    public bool BindsDeletes { get; init; }

    /// <summary>Requests of one listing at a time.</summary>
    public int MaxParallelListings { get; init; } = new TransferOptions().MaxParallelListings;

    /// <summary>Times, proxies and the size of a page.</summary>
    public ConnectionOptions Connection { get; init; } = new();

    /// <summary>How what is written here is encrypted, and who may read it.</summary>
    public ProtectionOptions Protection { get; init; } = new();

    /// <summary>The side that server-side copies into this bucket read from: its customer key, and who pays.</summary>
    public S3SideOptions CopySource { get; init; } = new();

    /// <summary>Holds back what is read; null for no limit.</summary>
    public TokenBucket? ReadRate { get; init; }

    /// <summary>Holds back what is written from files; null for no limit.</summary>
    public TokenBucket? SendRate { get; init; }

    /// <summary>Told when the endpoint says that it is overloaded.</summary>
    public Action OnThrottled { get; init; } = static () => { };

    /// <summary>Told before a request is sent again: the object or prefix, the number of the attempt that failed, and why.</summary>
    public Func<string, int, Problem, ValueTask>? OnRetry { get; init; }

    /// <summary>Told when an attempt of a request has ended; null when nobody wants to know.</summary>
    public Func<EndedAttempt, ValueTask>? OnAttempt { get; init; }
}
