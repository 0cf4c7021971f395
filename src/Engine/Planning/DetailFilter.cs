using System.Text;
using S3Sync.Entries;
using S3Sync.Options;
using S3Sync.Storage;

namespace S3Sync.Planning;

/// <summary>
/// Judges a source entry by what its listing does not tell: Content-Type, user metadata and tags. It is asked last, and only for what would be
/// transferred, since each answer costs a request. An object without any of these has the empty text.
/// </summary>
internal sealed class DetailFilter
{
    private readonly IStore _source;
    private readonly EntryFilter.Rule<string>[] _ofType;
    private readonly EntryFilter.Rule<string>[] _ofMetadata;
    private readonly EntryFilter.Rule<string>[] _ofTags;

    private DetailFilter(FilterOptions options, IStore source)
    {
        _source = source;
        _ofType =
        [
            .. EntryFilter.Expression("IncludeContentTypeRegexFilter", options.IncludeContentTypeRegex, keepsMatching: true),
            .. EntryFilter.Expression("ExcludeContentTypeRegexFilter", options.ExcludeContentTypeRegex, keepsMatching: false),
        ];
        _ofMetadata =
        [
            .. EntryFilter.Expression("IncludeMetadataRegexFilter", options.IncludeMetadataRegex, keepsMatching: true),
            .. EntryFilter.Expression("ExcludeMetadataRegexFilter", options.ExcludeMetadataRegex, keepsMatching: false),
        ];
        _ofTags =
        [
            .. EntryFilter.Expression("IncludeTagRegexFilter", options.IncludeTagRegex, keepsMatching: true),
            .. EntryFilter.Expression("ExcludeTagRegexFilter", options.ExcludeTagRegex, keepsMatching: false),
        ];
    }

    /// <summary>The filter that was asked for; null when none was.</summary>
    public static DetailFilter? Of(FilterOptions options, IStore source)
    {
        var filter = new DetailFilter(options, source);
        return filter._ofType.Length + filter._ofMetadata.Length + filter._ofTags.Length == 0 ? null : filter;
    }

    /// <summary>The filter that leaves an entry out; null when it takes part.</summary>
    /// <exception cref="StorageException">The source cannot be asked, or the entry is gone.</exception>
    public async Task<FilterRule?> DroppingAsync(Entry entry, CancellationToken cancellationToken)
    {
        var details = EntryDetails.None;
        if (_ofType.Length + _ofMetadata.Length > 0)
        {
            details = await _source.DescribeAsync(entry, new() { Stored = true }, cancellationToken);
        }

        if ((EntryFilter.First(_ofType, details.ContentType ?? "") ?? EntryFilter.First(_ofMetadata, TextOf(details.UserMetadata, ','))) is { } rule)
        {
            return rule;
        }

        return _ofTags.Length == 0 ? null
            : EntryFilter.First(_ofTags, TextOf((await _source.DescribeAsync(entry, new() { Tags = true }, cancellationToken)).Tags, '&'));
    }

    private static string TextOf(IEnumerable<KeyValuePair<string, string>> pairs, char separator) =>
        pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Aggregate(new StringBuilder(), (text, pair) => text.Append(text.Length == 0 ? "" : separator).Append(pair.Key).Append('=').Append(pair.Value))
            .ToString();
}
