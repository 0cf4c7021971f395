using S3Sync.Catalog.Definitions;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Catalog;

/// <summary>The rules that ask for more than a name: what one option's value, or a kind of bucket, means for another option.</summary>
internal static class CrossRules
{
    private const string Encryption = "sse";
    private const string HeadEachTarget = "head-each-target";

    /// <summary>Every broken rule; an end that could not be read is not judged.</summary>
    public static IEnumerable<Problem> Check(OptionValues values, SyncEnds ends) =>
        ETagRules(values, ends).Concat(WithoutListing(values)).Concat(EncryptionRules(values)).Concat(ChecksumRules(values)).Concat(ChunkRules(values, ends)).Concat(ManifestRules(values, ends));

    // ETags under SSE-C, SSE-KMS and in directory buckets are no MD5s, so a difference would say nothing: "Object", Amazon S3 API Reference.
    private static IEnumerable<Problem> ETagRules(OptionValues values, SyncEnds ends)
    {
        foreach (var check in AllAsked(values, FilteringDefinitions.CheckETag, FilteringDefinitions.CheckTimeAndETag))
        {
            foreach (var bucket in new[] { ends.Source, ends.Target }.OfType<S3Location>().Where(end => end.IsDirectoryBucket))
            {
                yield return UsageProblems.ETagOfDirectoryBucket(check.Origin, bucket.Bucket);
            }

            if (Asked(values, Encryption) is { Text: "aws:kms" or "aws:kms:dsse" } encryption)
            {
                yield return UsageProblems.ETagOfEncrypted(check.Origin, $"{encryption.Origin} {encryption.Text}");
            }

            foreach (var key in AllAsked(values, "source-sse-c", "target-sse-c"))
            {
                yield return UsageProblems.ETagOfEncrypted(check.Origin, key.Origin);
            }
        }
    }

    // Without the target's listing there is nothing to compare with, unless each target object is asked for by itself.
    private static IEnumerable<Problem> WithoutListing(OptionValues values) =>
        Asked(values, "remove-modified-filter") is { } unlisted && Asked(values, HeadEachTarget) is null
            ? AllAsked(values, "check-size", FilteringDefinitions.CheckETag, FilteringDefinitions.CompareBy)
                .Select(check => UsageProblems.ComparesWithNothing(check.Origin, unlisted.Origin, "--" + HeadEachTarget))
            : [];

    private static IEnumerable<Problem> EncryptionRules(OptionValues values) =>
        Asked(values, "sse-kms-key-id") is { } key && Asked(values, Encryption) is { Text: not ("aws:kms" or "aws:kms:dsse") } encryption
            ? [UsageProblems.KeyWithoutKms(key.Origin, encryption.Origin, encryption.Text)]
            : [];

    // "Full object checksums" are there for CRCs alone: "Checking object integrity in Amazon S3", User Guide.
    private static IEnumerable<Problem> ChecksumRules(OptionValues values) =>
        Asked(values, "full-object-checksum") is { } full && Asked(values, "additional-checksum-algorithm") is { Text: "SHA1" or "SHA256" } algorithm
            ? [UsageProblems.NoFullObjectForm(full.Origin, algorithm.Origin, algorithm.Text)]
            : [];

    private static IEnumerable<Problem> ChunkRules(OptionValues values, SyncEnds ends) =>
        Asked(values, "auto-chunksize") is { } auto && ends.Source is LocalLocation source
            && Asked(values, FilteringDefinitions.CheckETag) is null && Asked(values, FilteringDefinitions.CheckTimeAndETag) is null
            && Asked(values, FilteringDefinitions.CompareBy) is not { Text: FilteringDefinitions.ByContent or FilteringDefinitions.ByManifest }
            ? [UsageProblems.ChunksOfNothing(auto.Origin, source.Path, "--" + FilteringDefinitions.CheckETag)]
            : [];

    // The previous manifest is an object that the target's own connection reaches.
    private static IEnumerable<Problem> ManifestRules(OptionValues values, SyncEnds ends)
    {
        var compare = Asked(values, FilteringDefinitions.CompareBy);
        if (compare is not { Text: FilteringDefinitions.ByManifest })
        {
            return compare is not null && Asked(values, FilteringDefinitions.VerifyRemote) is { } verify ? [RecordProblems.NothingToHoldAgainst(verify.Origin, $"{compare.Origin} {compare.Text}")] : [];
        }

        return ends.Target is LocalLocation folder ? [RecordProblems.ManifestOfDirectory($"{compare.Origin} {compare.Text}", folder.Path)]
            : values.Of("manifest") is { Text: var place } && place.StartsWith("s3://", StringComparison.Ordinal) ? []
            : [RecordProblems.NoManifestKept($"{compare.Origin} {compare.Text}")];
    }

    private static IEnumerable<OptionValue> AllAsked(OptionValues values, params IEnumerable<string> names) => names.Select(name => Asked(values, name)).OfType<OptionValue>();

    private static OptionValue? Asked(OptionValues values, string name) => values.Asks(OptionCatalog.Find(name)) ? values.Of(name) : null;
}
