using S3Sync.LocalS3.Objects;

namespace S3Sync.LocalS3.Operations.Listing;

/// <summary>One line of a listing: a version, or a common prefix.</summary>
/// <param name="Version">The version; for a prefix, the one that brought it up.</param>
/// <param name="CommonPrefix">The prefix that stands for all keys below it; null for a version of its own.</param>
internal sealed record ListedItem(ObjectVersion Version, string? CommonPrefix)
{
    /// <summary>The key or prefix, as a marker names it.</summary>
    public string Name => CommonPrefix ?? Version.Key;
}

/// <summary>One page.</summary>
/// <param name="Items">Its lines, in order.</param>
/// <param name="IsTruncated">Whether there is more.</param>
internal sealed record ListedPage(IReadOnlyList<ListedItem> Items, bool IsTruncated)
{
    /// <summary>The versions.</summary>
    public IEnumerable<ObjectVersion> Versions => Items.Where(item => item.CommonPrefix is null).Select(item => item.Version);

    /// <summary>The common prefixes.</summary>
    public IEnumerable<string> CommonPrefixes => Items.Select(item => item.CommonPrefix).OfType<string>();

    /// <summary>The last line when there is more after it.</summary>
    public ListedItem? Last => IsTruncated && Items.Count > 0 ? Items[^1] : null;
}

/// <summary>What is listed.</summary>
/// <param name="Prefix">What every key begins with.</param>
/// <param name="Delimiter">What ends a common prefix; null for none.</param>
/// <param name="MaxKeys">The longest page.</param>
internal sealed record ListingScope(string Prefix, string? Delimiter, int MaxKeys)
{
    /// <summary>The common prefix that a key is below; null when it stands for itself.</summary>
    public string? CommonPrefixOf(string key)
    {
        var end = Delimiter is null ? -1 : key.IndexOf(Delimiter, Prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : key[..(end + Delimiter!.Length)]; // it was found
    }

    /// <summary>Whether a marker is itself a common prefix, so that everything below it is past.</summary>
    public bool IsCommonPrefix(string marker) => marker.StartsWith(Prefix, StringComparison.Ordinal) && marker.Length > Prefix.Length && CommonPrefixOf(marker) == marker;
}
