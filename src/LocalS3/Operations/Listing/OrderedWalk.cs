using S3Sync.LocalS3.Objects;

namespace S3Sync.LocalS3.Operations.Listing;

/// <summary>Makes a page of an ordered bucket. It costs a page, whatever the bucket's size: what a common prefix stands for is jumped over.</summary>
/// <param name="bucket">The bucket.</param>
/// <param name="scope">What is listed.</param>
/// <param name="expand">The versions of a key that are lines: none, the newest, or all.</param>
internal sealed class OrderedWalk(Bucket bucket, ListingScope scope, Func<ObjectVersion, IEnumerable<ObjectVersion>> expand)
{
    private const int LongestRead = 1000;
    private const int ShortestRead = 16;

    private readonly List<ListedItem> _items = [];
    private bool _isFull;

    /// <summary>The page that begins at a position; null is the end.</summary>
    public ListedPage From(ListingPosition? from)
    {
        var position = from is not null && bucket.Order.Compare(from.Key, scope.Prefix) < 0 ? new(scope.Prefix, Inclusive: true) : from;
        var read = scope.Delimiter is null ? Math.Min(scope.MaxKeys + 1, LongestRead) : ShortestRead;
        while (scope.MaxKeys > 0 && position is not null && !_isFull)
        {
            position = Walk(bucket.Page(position.Key, position.Inclusive, read), read);
            read = Math.Min(read * 2, LongestRead);
        }

        return new(_items, _isFull);
    }

    // Takes the lines of some entries; where to go on, null when the listing ends here.
    private ListingPosition? Walk(IReadOnlyList<ObjectVersion> entries, int read)
    {
        foreach (var entry in entries)
        {
            if (!entry.Key.StartsWith(scope.Prefix, StringComparison.Ordinal))
            {
                return null;
            }

            if (scope.CommonPrefixOf(entry.Key) is not { } prefix)
            {
                Add(expand(entry).Select(version => new ListedItem(version, null)));
            }
            else if (expand(entry).Any())
            {
                Add([new(entry, prefix)]);
                return ListingPosition.AfterPrefix(prefix);
            }

            if (_isFull)
            {
                return null;
            }
        }

        return entries.Count < read ? null : new(entries[^1].Key, Inclusive: false);
    }

    private void Add(IEnumerable<ListedItem> items)
    {
        foreach (var item in items)
        {
            if (_items.Count == scope.MaxKeys)
            {
                _isFull = true;
                return;
            }

            _items.Add(item);
        }
    }
}
