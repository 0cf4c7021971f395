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

    /// <summary>
    /// What is compared by an additional checksum is stored with one: otherwise every object would lack it again in the next run.
    /// </summary>
    internal SyncJob WithImplied() => Target is S3Location && Options.Integrity.AdditionalChecksumAlgorithm is null && Options.Compare.ChecksumAlgorithm is { } compared
        ? new(Source, Target, Options with { Integrity = Options.Integrity with { AdditionalChecksumAlgorithm = compared } })
        : this;

    /// <summary>Makes a job, or tells everything that is wrong with it; nothing is written and no request is sent.</summary>
    public static SyncJob? TryCreate(Location source, Location target, SyncOptions options, out IReadOnlyList<Problem> problems)
    {
        problems = [.. ProblemsOf(source, target, options), .. SideChecks.Check(source, target, options)];
        return problems.Count == 0 ? new(source, target, options) : null;
    }

    private static IEnumerable<Problem> ProblemsOf(Location source, Location target, SyncOptions options)
    {
        if (source is LocalLocation && target is LocalLocation)
        {
            yield return RunProblems.NoS3Side(source.ToString()!, target.ToString()!); // records have texts
        }

        if (options.Transfer.ServerSideCopy && (source as LocalLocation ?? target as LocalLocation) is { } directory)
        {
            yield return RunProblems.CopyNeedsTwoBuckets(directory.Path);
        }

        if (source is S3Location from && target is S3Location to && Overlap(from, options.SourceS3, to, options.TargetS3))
        {
            yield return RunProblems.SamePlace(from.ToString(), to.ToString());
        }

        if (options.Compare.HashCache is { } cache && ((options.Compare.Rule is CompareRule.TimeAndSize or CompareRule.Size && !options.Status.Enabled) || source is not LocalLocation && target is not LocalLocation))
        {
            yield return RunProblems.HashCacheUnused(cache);
        }

        foreach (var bucket in new[] { source, target }.OfType<S3Location>())
        {
            if (options.Compare.Rule is CompareRule.ETag or CompareRule.TimeAndETag && bucket.IsDirectoryBucket)
            {
                yield return RunProblems.ETagsOfDirectoryBucket(bucket.Bucket);
            }
        }
    }

    private static bool Overlap(S3Location source, S3SideOptions sourceSide, S3Location target, S3SideOptions targetSide) =>
        source.Bucket == target.Bucket
        && SameEndpoint(sourceSide.EndpointUrl, targetSide.EndpointUrl)
        && (source.Prefix.StartsWith(target.Prefix, StringComparison.Ordinal) || target.Prefix.StartsWith(source.Prefix, StringComparison.Ordinal));

    // Bucket names are unique over AWS, so neither the region nor the endpoint's spelling matters there; elsewhere host and port name the endpoint.
    private static bool SameEndpoint(string? left, string? right) =>
        string.Equals(AuthorityOf(left), AuthorityOf(right), StringComparison.OrdinalIgnoreCase);

    private static string AuthorityOf(string? endpoint)
    {
        var isUrl = Uri.TryCreate(endpoint, UriKind.Absolute, out var url);
        var isAws = endpoint is null || (isUrl && (url!.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) // it is a URL
            || url.Host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase)));
        return isAws ? "" : isUrl ? url!.Authority : endpoint!; // neither null nor a URL: as it is
    }
}
