using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Objects.Keys;

/// <summary>
/// A great many objects of which none is kept: a key and its version are made when they are asked for, so that a page costs a page and ten
/// million objects cost nothing. They cannot be changed.
/// </summary>
/// <param name="count">How many there are.</param>
/// <param name="keyAt">The key at a place from 0 on; each comes after the one before it in UTF-8 order.</param>
/// <param name="version">The version of a key.</param>
internal sealed class GeneratedIndex(int count, Func<int, string> keyAt, Func<string, ObjectVersion> version) : IKeyIndex
{
    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public ObjectVersion? Find(string key)
    {
        var at = PlaceOf(key);
        return at < count && keyAt(at) == key ? version(key) : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ObjectVersion> Page(string from, bool inclusive, int count)
    {
        var start = PlaceOf(from);
        if (!inclusive && start < Count && keyAt(start) == from)
        {
            start++;
        }

        return [.. Enumerable.Range(start, Math.Min(count, Count - start)).Select(place => version(keyAt(place)))];
    }

    /// <inheritdoc/>
    public void Set(ObjectVersion version) => throw S3Errors.AccessDenied();

    /// <inheritdoc/>
    public void Remove(string key) => throw S3Errors.AccessDenied();

    // The place of the first key that is not before a key.
    private int PlaceOf(string key)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = ListingOrder.Utf8.Compare(keyAt(middle), key) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
