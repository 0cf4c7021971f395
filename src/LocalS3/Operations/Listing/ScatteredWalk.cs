using S3Sync.LocalS3.Objects;

namespace S3Sync.LocalS3.Operations.Listing;

/// <summary>
/// Makes a page of a directory bucket, whose keys have no order that means anything. Without a delimiter a page costs a page; with one, which
/// prefixes were told before is found by walking from the beginning.
/// </summary>
/// <param name="bucket">The bucket.</param>
/// <param name="scope">What is listed.</param>
internal sealed class ScatteredWalk(Bucket bucket, ListingScope scope)
{
    private const int Read = 1000;

    /// <summary>The page after the key that the last page ended with; null for the first page.</summary>
    public ListedPage After(string? last)
    {
        var items = new List<ListedItem>();
        foreach (var item in scope.Delimiter is null ? Keys(last) : Lines(last))
        {
            if (items.Count == scope.MaxKeys)
            {
                return new(items, IsTruncated: scope.MaxKeys > 0);
            }

            items.Add(item);
        }

        return new(items, IsTruncated: false);
    }

    private IEnumerable<ListedItem> Lines(string? last)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in Keys(null))
        {
            var prefix = scope.CommonPrefixOf(item.Version.Key);
            var isNew = prefix is null || told.Add(prefix);
            if (isNew && (last is null || bucket.Order.Compare(item.Version.Key, last) > 0))
            {
                yield return item with { CommonPrefix = prefix };
            }
        }
    }

    private IEnumerable<ListedItem> Keys(string? last)
    {
        var (from, isInclusive) = (last ?? string.Empty, last is null);
        while (true)
        {
            var entries = bucket.Page(from, isInclusive, Read);
            foreach (var entry in entries.Where(entry => entry.Key.StartsWith(scope.Prefix, StringComparison.Ordinal)))
            {
                yield return new(entry, null);
            }

            if (entries.Count < Read)
            {
                yield break;
            }

            (from, isInclusive) = (entries[^1].Key, false);
        }
    }
}
