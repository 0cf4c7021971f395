using System.Globalization;
using S3Sync.Options;
using S3Sync.Patterns;
using S3Sync.Patterns.Globs;

namespace S3Sync.Entries;

/// <summary>A filter that was asked for: its name in events and what it was set to.</summary>
/// <param name="Name">By the field's names: <c>IncludeRegexFilter</c>.</param>
/// <param name="Setting">The instant, the size in bytes or the expression, as text.</param>
internal record FilterRule(string Name, string Setting);

/// <summary>
/// Judges the source entry of a pair, after the join, by what its listing tells: what a filter drops stays at the target. Globs come first, so
/// that each is tried on every key; then the order is that of the original: times, sizes, expressions. Target entries without a source are judged by
/// globs and expressions alone.
/// </summary>
internal sealed class EntryFilter
{
    private readonly Rule<Entry>[] _ofEntries;
    private readonly Rule<string>[] _ofKeys;
    private readonly GlobSet? _excluded;
    private readonly FilterRule? _excludeRule;

    public EntryFilter(FilterOptions options)
    {
        _ofEntries =
        [
            .. Limit("MtimeBeforeFilter", options.MtimeBefore, static (Entry entry, DateTimeOffset before) => entry.Modified < before),
            .. Limit("MtimeAfterFilter", options.MtimeAfter, static (Entry entry, DateTimeOffset after) => entry.Modified >= after),
            .. Limit("SmallerSizeFilter", options.SmallerSize, static (Entry entry, long size) => entry.IsDeleteMarker || entry.Size < size),
            .. Limit("LargerSizeFilter", options.LargerSize, static (Entry entry, long size) => entry.IsDeleteMarker || entry.Size >= size),
        ];
        _ofKeys =
        [
            .. Expression("IncludeRegexFilter", options.IncludeRegex, keepsMatching: true),
            .. Expression("ExcludeRegexFilter", options.ExcludeRegex, keepsMatching: false),
        ];
        _excluded = GlobSet.Of(options.Exclude);
        _excludeRule = _excluded is null ? null : new("ExcludeFilter", _excluded.ToString());
    }

    /// <summary>The filter that leaves an entry of the source out; null when it takes part.</summary>
    public FilterRule? Dropping(Entry entry) => Excluding(entry.Key) ?? First(_ofEntries, entry) ?? First(_ofKeys, entry.Key);

    /// <summary>The filter that leaves a key out whatever stands under it; null when there is none.</summary>
    public FilterRule? DroppingKey(string key) => Excluding(key) ?? First(_ofKeys, key);

    /// <summary>The globs of what is excluded that have matched nothing so far.</summary>
    public IEnumerable<string> UnusedExcludes => _excluded?.Unused ?? [];

    /// <summary>Filters of a text by an expression that may match anywhere in it; none when it is not asked for.</summary>
    public static IEnumerable<Rule<string>> Expression(string name, string? expression, bool keepsMatching)
    {
        if (expression is not null)
        {
            var pattern = Pattern.Parse(expression);
            yield return new(name, expression, text => pattern.IsMatch(text) == keepsMatching);
        }
    }

    /// <summary>The first that does not keep a subject; null when all do.</summary>
    public static FilterRule? First<T>(Rule<T>[] rules, T subject)
    {
        foreach (var rule in rules)
        {
            if (!rule.Keeps(subject))
            {
                return rule;
            }
        }

        return null;
    }

    private FilterRule? Excluding(string key) => _excluded?.Covers(key) == true ? _excludeRule : null;

    private static IEnumerable<Rule<Entry>> Limit<T>(string name, T? setting, Func<Entry, T, bool> keeps)
        where T : struct, IFormattable
    {
        if (setting is { } value)
        {
            var text = value is DateTimeOffset time
                ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'+00:00'", CultureInfo.InvariantCulture)
                : value.ToString(null, CultureInfo.InvariantCulture);
            yield return new(name, text, entry => keeps(entry, value));
        }
    }

    /// <summary>A filter with what it keeps.</summary>
    internal sealed record Rule<T>(string Name, string Setting, Func<T, bool> Keeps) : FilterRule(Name, Setting);
}
