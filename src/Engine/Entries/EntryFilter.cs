using S3Sync.Options;
using S3Sync.Patterns;

namespace S3Sync.Entries;

/// <summary>
/// Judges the source entry of a pair, after the join: what a filter drops stays at the target. Its regular expressions run in linear time.
/// </summary>
internal sealed class EntryFilter(FilterOptions options)
{
    private readonly Pattern? _include = Compile(options.IncludeRegex);
    private readonly Pattern? _exclude = Compile(options.ExcludeRegex);

    /// <summary>The name of the filter that leaves <paramref name="key"/> out; null when it takes part.</summary>
    public string? Dropping(string key) =>
        _include is not null && !_include.IsMatch(key) ? "IncludeRegexFilter"
        : _exclude is not null && _exclude.IsMatch(key) ? "ExcludeRegexFilter"
        : null;

    private static Pattern? Compile(string? pattern) =>
        pattern is null ? null : Pattern.Parse(pattern);
}
