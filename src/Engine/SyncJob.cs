using S3Sync.Manifests.Recording;
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
        problems =
        [
            .. ProblemsOf(source, target, options), .. SideChecks.Check(source, target, options),
            .. RuleChecks.Check(options), .. ManifestPlaces.Check(source, target, options),
        ];
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

        if (source is S3Location from && target is S3Location to && Overlap(from, options.SourceS3.EndpointUrl, to, options.TargetS3.EndpointUrl))
        {
            yield return RunProblems.SamePlace(from.ToString(), to.ToString());
        }

        if (options.Compare.HashCache is { } cache && ((options.Compare.Rule is CompareRule.TimeAndSize or CompareRule.Size && options is { Status.Enabled: false, Report: { Manifest: null, Checksums: null } }) || source is not LocalLocation && target is not LocalLocation))
        {
            yield return RunProblems.HashCacheUnused(cache);
        }

        if (options.Compare.Manifest && (target is LocalLocation || options.Report.Manifest is not S3Location || options.Compare.Rule is not CompareRule.Content))
        {
            yield return target is LocalLocation folder ? RecordProblems.ManifestOfDirectory("compare manifest", folder.Path) : RecordProblems.NoManifestKept("compare manifest");
        }

        foreach (var bucket in new[] { source, target }.OfType<S3Location>())
        {
            if (options.Compare.Rule is CompareRule.ETag or CompareRule.TimeAndETag && bucket.IsDirectoryBucket)
            {
                yield return RunProblems.ETagsOfDirectoryBucket(bucket.Bucket);
            }
        }
    }

    /// <summary>Whether one of two places holds the other, at endpoints that are the same; null stands for AWS.</summary>
    internal static bool Overlap(S3Location source, string? sourceEndpoint, S3Location target, string? targetEndpoint) =>
        source.Bucket == target.Bucket
        && IsOneEndpoint(sourceEndpoint, targetEndpoint)
        && (source.Prefix.StartsWith(target.Prefix, StringComparison.Ordinal) || target.Prefix.StartsWith(source.Prefix, StringComparison.Ordinal));

    /// <summary>Whether two addresses are those of one endpoint; null stands for AWS.</summary>
    internal static bool IsOneEndpoint(string? one, string? other) => string.Equals(AuthorityOf(one), AuthorityOf(other), StringComparison.OrdinalIgnoreCase);

    // Bucket names are unique over AWS, so neither the region nor the endpoint's spelling matters there; elsewhere host and port name the endpoint,
    // and this machine has several names for itself.
    private static string AuthorityOf(string? endpoint) =>
        !Uri.TryCreate(endpoint, UriKind.Absolute, out var url)
        || url.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) || url.Host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase) ? ""
        : url.IsLoopback ? "loopback:" + url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : url.Authority;
}
