using S3Sync.Entries;

namespace S3Sync.Planning;

/// <summary>
/// What stops deletes: keys that stand for something the source has but could not give, and listings that are not whole. Its memory is
/// the number of such keys, not of entries.
/// </summary>
internal sealed class DeleteGuard
{
    private readonly HashSet<string> _protected = new(StringComparer.Ordinal);

    /// <summary>Which listing is incomplete; null when both are whole.</summary>
    public string? IncompleteSide { get; private set; }

    /// <summary>
    /// The source has nothing at all, which a mistyped prefix, an unmounted disk or a build that made nothing look like: then a run deletes only
    /// when it was told how much it may delete.
    /// </summary>
    public bool IsSourceEmpty { get; private set; } = true;

    /// <summary>
    /// Notes what the source has under a key; a folder alone is nothing, and neither is what cannot be taken from there. A link that is ignored as asked
    /// counts as an entry that a filter leaves out does.
    /// </summary>
    public void Saw(Listed? source)
    {
        if (IsSourceEmpty && source is Entry { Kind: not EntryKind.Folder } or Withheld { Problem: null })
        {
            IsSourceEmpty = false;
        }
    }

    /// <summary>Nothing may be deleted: one side's listing lacks entries.</summary>
    public void ListingIncomplete(string side) => IncompleteSide ??= side;

    /// <summary>Protects a key and everything below it. A folder's key may carry its <c>/</c>; the empty key names no entry and protects none.</summary>
    public void Protect(string key)
    {
        if (key.TrimEnd('/') is { Length: > 0 } entry)
        {
            _protected.Add(entry);
        }
    }

    /// <summary>Whether <paramref name="key"/>, or a folder above it, is protected.</summary>
    public bool Protects(string key)
    {
        if (_protected.Count == 0)
        {
            return false;
        }

        var lookup = _protected.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var end = key.Length; end >= 0; end = end == 0 ? -1 : key.LastIndexOf('/', end - 1))
        {
            if (lookup.Contains(key.AsSpan(0, end)))
            {
                return true;
            }
        }

        return false;
    }
}
