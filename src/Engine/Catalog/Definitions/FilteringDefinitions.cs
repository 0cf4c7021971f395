using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>Which source entries take part, and what makes a pair different.</summary>
internal static class FilteringDefinitions
{
    /// <summary>The name that the rule about directory buckets asks for.</summary>
    public const string CheckETag = "check-etag";

    /// <summary>The name that the check of its folder asks for.</summary>
    public const string HashCache = "hash-cache";

    public static OptionGroup<SyncOptions> Group { get; } = new("Filtering",
    [
        Option<SyncOptions>.Regex("filter-include-regex", "Take only source objects whose key below SOURCE (its prefix or directory) this regular expression matches somewhere",
            options => options.Filter.IncludeRegex, (options, value) => options with { Filter = options.Filter with { IncludeRegex = value } }),
        Option<SyncOptions>.Regex("filter-exclude-regex", "Leave out source objects whose key below SOURCE (its prefix or directory) this regular expression matches somewhere",
            options => options.Filter.ExcludeRegex, (options, value) => options with { Filter = options.Filter with { ExcludeRegex = value } }),
        Option<SyncOptions>.Flag("check-size", "Transfer an object when its size differs; times are not looked at",
            options => options.Compare.Rule == CompareRule.Size, (options, on) => Compare(options, on, CompareRule.Size)) with { Excludes = [CheckETag] },
        Option<SyncOptions>.Flag(CheckETag, "Transfer an object when its ETag differs; times are not looked at. Local files are hashed",
            options => options.Compare.Rule == CompareRule.ETag, (options, on) => Compare(options, on, CompareRule.ETag)),
        Option<SyncOptions>.Path(HashCache, "FILE", "Remember the ETags of local files in FILE: one whose size, times and inode have not moved is not read again",
            options => options.Compare.HashCache, (options, path) => options with { Compare = options.Compare with { HashCache = path } }) with
        {
            Requires = CheckETag,
            Sides = OptionSides.OneLocal,
            ReadsPlainName = false,
        },
    ]);

    private static SyncOptions Compare(SyncOptions options, bool on, CompareRule rule) =>
        on ? options with { Compare = options.Compare with { Rule = rule } } : options;
}
