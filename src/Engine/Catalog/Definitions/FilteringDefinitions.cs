using S3Sync.Integrity;
using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>Which source entries take part, and what makes a pair different.</summary>
internal static class FilteringDefinitions
{
    /// <summary>The name that the rule about directory buckets asks for.</summary>
    public const string CheckETag = "check-etag";

    /// <summary>The other rules that look at content.</summary>
    public const string CheckTimeAndETag = "check-mtime-and-etag";

    /// <summary>By an additional checksum.</summary>
    public const string CheckChecksum = "check-additional-checksum";

    /// <summary>By time and an additional checksum.</summary>
    public const string CheckTimeAndChecksum = "check-mtime-and-additional-checksum";

    /// <summary>What a pair is compared by, in one word.</summary>
    public const string CompareBy = "compare";

    /// <summary>Compares with nothing at all.</summary>
    public const string RemoveModifiedFilter = "remove-modified-filter";

    /// <summary>Distrusts the manifest of an earlier run.</summary>
    public const string VerifyRemote = "verify-remote";

    /// <summary>The word for what the contents are.</summary>
    public const string ByContent = "content";

    /// <summary>The word for the manifest of an earlier run.</summary>
    public const string ByManifest = "manifest";

    private const string ByTime = "time";
    private const string BySize = "size";

    /// <summary>The name that the check of its folder asks for.</summary>
    public const string HashCache = "hash-cache";

    public static OptionGroup<SyncOptions> Group { get; } = new("Filtering",
    [
        Option<SyncOptions>.Instant("filter-mtime-before", "Take only source objects that were modified before this instant, such as 2023-02-19T12:00:00Z",
            options => options.Filter.MtimeBefore, (options, value) => options with { Filter = options.Filter with { MtimeBefore = value } }),
        Option<SyncOptions>.Instant("filter-mtime-after", "Take only source objects that were modified at this instant or later",
            options => options.Filter.MtimeAfter, (options, value) => options with { Filter = options.Filter with { MtimeAfter = value } }),
        Option<SyncOptions>.Regex("filter-include-regex", "Take only source objects whose key below SOURCE (its prefix or directory) this regular expression matches somewhere",
            options => options.Filter.IncludeRegex, (options, value) => options with { Filter = options.Filter with { IncludeRegex = value } }),
        Option<SyncOptions>.Regex("filter-exclude-regex", "Leave out source objects whose key below SOURCE (its prefix or directory) this regular expression matches somewhere",
            options => options.Filter.ExcludeRegex, (options, value) => options with { Filter = options.Filter with { ExcludeRegex = value } }),
        Option<SyncOptions>.Globs("exclude", "Leave out source objects whose key below SOURCE this glob matches, and all below a folder that it matches; * stops at a slash, ** does not. Again for another",
            options => options.Filter.Exclude, (options, value) => options with { Filter = options.Filter with { Exclude = value } }) with { ReadsPlainName = false },
        Option<SyncOptions>.OptionalSize("filter-smaller-size", new(0, long.MaxValue), "Take only source objects smaller than this; units such as MiB and MB in any case",
            options => options.Filter.SmallerSize, (options, value) => options with { Filter = options.Filter with { SmallerSize = value } }),
        Option<SyncOptions>.OptionalSize("filter-larger-size", new(0, long.MaxValue), "Take only source objects of this size or larger",
            options => options.Filter.LargerSize, (options, value) => options with { Filter = options.Filter with { LargerSize = value } }),
        Option<SyncOptions>.Regex("filter-include-content-type-regex", "Take only objects whose Content-Type this matches somewhere; of a file, the guessed one",
            options => options.Filter.IncludeContentTypeRegex, (options, value) => options with { Filter = options.Filter with { IncludeContentTypeRegex = value } }),
        Option<SyncOptions>.Regex("filter-exclude-content-type-regex", "Leave out objects whose Content-Type this matches somewhere; of a file, the guessed one",
            options => options.Filter.ExcludeContentTypeRegex, (options, value) => options with { Filter = options.Filter with { ExcludeContentTypeRegex = value } }),
        Option<SyncOptions>.Regex("filter-include-metadata-regex", "Take only objects whose user metadata, sorted as name=value,name=value, this matches somewhere",
            options => options.Filter.IncludeMetadataRegex, (options, value) => options with { Filter = options.Filter with { IncludeMetadataRegex = value } }) with { Sides = OptionSides.SourceS3 },
        Option<SyncOptions>.Regex("filter-exclude-metadata-regex", "Leave out objects whose user metadata, sorted as name=value,name=value, this matches somewhere",
            options => options.Filter.ExcludeMetadataRegex, (options, value) => options with { Filter = options.Filter with { ExcludeMetadataRegex = value } }) with { Sides = OptionSides.SourceS3 },
        Option<SyncOptions>.Regex("filter-include-tag-regex", "Take only objects whose tags, sorted as name=value&name=value, this matches somewhere",
            options => options.Filter.IncludeTagRegex, (options, value) => options with { Filter = options.Filter with { IncludeTagRegex = value } }) with { Sides = OptionSides.SourceS3 },
        Option<SyncOptions>.Regex("filter-exclude-tag-regex", "Leave out objects whose tags, sorted as name=value&name=value, this matches somewhere",
            options => options.Filter.ExcludeTagRegex, (options, value) => options with { Filter = options.Filter with { ExcludeTagRegex = value } }) with { Sides = OptionSides.SourceS3 },
        Option<SyncOptions>.Flag(RemoveModifiedFilter, "Do not list the target and do not compare: transfer whatever the filters leave",
            options => options.Compare.RemoveModifiedFilter, (options, on) => options with { Compare = options.Compare with { RemoveModifiedFilter = on } }) with { Excludes = ["enable-versioning", CheckTimeAndETag, CheckTimeAndChecksum] },
        Option<SyncOptions>.Choice(CompareBy, new("RULE", [ByTime, BySize, ByContent, ByManifest]),
            "What makes an object different: time (newer, or another size), size, content (its ETag or stored checksum; local files are hashed), or manifest (what --manifest s3://… of an earlier run says, without listing the target)",
            WordOf, ByWord) with
        {
            Excludes = ["enable-versioning", "check-size", CheckETag, CheckTimeAndETag, CheckChecksum, CheckTimeAndChecksum],
            ReadsPlainName = false,
        },
        Option<SyncOptions>.Flag(VerifyRemote, "With --compare manifest: list the target all the same, and transfer again what is not there as the manifest says",
            options => options.Compare.VerifyRemote, (options, on) => options with { Compare = options.Compare with { VerifyRemote = on } }) with { Requires = CompareBy, ReadsPlainName = false },
        Option<SyncOptions>.Flag("check-size", "Transfer an object when its size differs; times are not looked at",
            options => options.Compare.Rule == CompareRule.Size, (options, on) => Compare(options, on, CompareRule.Size)) with { Excludes = ["enable-versioning", CheckETag, CheckTimeAndETag, CheckChecksum, CheckTimeAndChecksum] },
        Option<SyncOptions>.Flag(CheckETag, "Transfer an object when its ETag differs; times are not looked at. Local files are hashed",
            options => options.Compare.Rule == CompareRule.ETag, (options, on) => Compare(options, on, CompareRule.ETag)) with { Excludes = ["enable-versioning", CheckTimeAndETag, CheckChecksum, CheckTimeAndChecksum] },
        Option<SyncOptions>.Flag(CheckTimeAndETag, "Transfer an object when it is newer and its ETag differs",
            options => options.Compare.Rule == CompareRule.TimeAndETag, (options, on) => Compare(options, on, CompareRule.TimeAndETag)) with { Excludes = ["enable-versioning", CheckChecksum, CheckTimeAndChecksum] },
        Option<SyncOptions>.Choice(CheckChecksum, ChecksumNames.Choice, "Transfer an object when its additional checksum differs; times are not looked at. Local files are read",
            options => ChecksumOf(options, CompareRule.Checksum), (options, value) => Compare(options, CompareRule.Checksum, value)) with { Excludes = ["enable-versioning", CheckTimeAndChecksum] },
        Option<SyncOptions>.Choice(CheckTimeAndChecksum, ChecksumNames.Choice, "Transfer an object when it is newer and its additional checksum differs",
            options => ChecksumOf(options, CompareRule.TimeAndChecksum), (options, value) => Compare(options, CompareRule.TimeAndChecksum, value)) with { Excludes = ["enable-versioning"] },
        Option<SyncOptions>.Choice("check-headers", new("WHEN", ["matched", "never"]), "Ask for the headers of unchanged objects that a rule matches, and give them the rule's: matched, or never",
            options => options.Compare.CheckHeaders ? "matched" : "never", (options, value) => options with { Compare = options.Compare with { CheckHeaders = value == "matched" } }) with { MattersFor = OptionSides.TargetS3 },
        Option<SyncOptions>.Path(HashCache, "FILE", "Remember the ETags or checksums of local files in FILE: one whose size, times and inode have not moved is not read again",
            options => options.Compare.HashCache, (options, path) => options with { Compare = options.Compare with { HashCache = path } }) with
        {
            Sides = OptionSides.OneLocal,
            ReadsPlainName = false,
        },
    ]);

    private static SyncOptions Compare(SyncOptions options, bool on, CompareRule rule) =>
        on ? options with { Compare = options.Compare with { Rule = rule } } : options;

    private static SyncOptions Compare(SyncOptions options, CompareRule rule, string algorithm) =>
        options with { Compare = options.Compare with { Rule = rule, ChecksumAlgorithm = ChecksumNames.Parse(algorithm) } };

    private static SyncOptions ByWord(SyncOptions options, string word) => options with
    {
        Compare = options.Compare with
        {
            Rule = word switch
            {
                BySize => CompareRule.Size,
                ByTime => CompareRule.TimeAndSize,
                _ => CompareRule.Content,
            },
            Manifest = word == ByManifest,
        },
    };

    private static string? WordOf(SyncOptions options) => options.Compare switch
    {
        { Manifest: true } => ByManifest,
        { Rule: CompareRule.TimeAndSize } => ByTime,
        { Rule: CompareRule.Size } => BySize,
        { Rule: CompareRule.Content } => ByContent,
        _ => null,
    };

    private static string? ChecksumOf(SyncOptions options, CompareRule rule) =>
        options.Compare.Rule == rule ? options.Compare.ChecksumAlgorithm?.WireName() : null;
}
