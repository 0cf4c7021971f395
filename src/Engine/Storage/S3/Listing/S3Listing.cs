using System.Runtime.CompilerServices;
using S3Sync.Entries;
using S3Sync.Problems;
using S3Sync.Storage.S3.Side;

namespace S3Sync.Storage.S3.Listing;

/// <summary>Asks for what is below a prefix, keys in the endpoint's order.</summary>
/// <param name="prefix">What the keys begin with.</param>
/// <param name="after">The key before the first; null for the beginning.</param>
/// <param name="upTo">The last key that may come; null for the end.</param>
/// <param name="cancellationToken">Ends it.</param>
internal delegate IAsyncEnumerable<ListedObject> ListingSource(string prefix, string? after, string? upTo, CancellationToken cancellationToken);

/// <summary>From the keys below a prefix to entries in the order of their relative keys.</summary>
/// <param name="pages">The bucket's listing: what is current, or every version.</param>
/// <param name="prefix">The prefix, cut off as plain text.</param>
/// <param name="dialect">Whether the listing is in order.</param>
/// <param name="settings">How leading slashes and the tool's own objects are treated.</param>
internal sealed class S3Listing(ListingSource pages, string prefix, S3Dialect dialect, S3StoreSettings settings)
{
    private bool _prefixIsObject;

    private bool DropsSlash => settings.DropOneLeadingSlash && prefix.Length > 0 && !prefix.EndsWith('/');

    /// <summary>
    /// Everything below the prefix, in strictly ascending key order. An object whose key is the prefix itself has no relative key: it is
    /// withheld by name, so that a source which is one object is not taken for an empty one.
    /// </summary>
    public async IAsyncEnumerable<Listed> ListAsync(Func<string, string> placeOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Its key is the first of all that begin with the prefix, so it has been seen before the first entry comes.
        var told = false;
        await foreach (var listed in BelowAsync(placeOf, cancellationToken))
        {
            if (_prefixIsObject && !told)
            {
                told = true;
                yield return Itself(placeOf);
            }

            yield return listed;
        }

        if (_prefixIsObject && !told)
        {
            yield return Itself(placeOf);
        }
    }

    // The object was meant, and it is not in the listing: what the target has beside must not be deleted for want of it.
    private static Withheld Itself(Func<string, string> placeOf) => new("", StoreProblems.PrefixIsObject(placeOf("")), MakesListingIncomplete: true);

    private IAsyncEnumerable<Listed> BelowAsync(Func<string, string> placeOf, CancellationToken cancellationToken)
    {
        if (!dialect.ListsInOrder)
        {
            return SortedAsync(placeOf, cancellationToken);
        }

        return DropsSlash
            ? new TwoStreams(BelowSlashAsync(cancellationToken), BesideSlashAsync(cancellationToken), placeOf).MergeAsync(cancellationToken)
            : Entries(pages(prefix, null, null, cancellationToken), cancellationToken);
    }

    /// <summary>The relative name of a key; null for the prefix itself and for the tool's own objects.</summary>
    private Entry? EntryOf(ListedObject found)
    {
        var key = found.Key[prefix.Length..];
        var dropped = DropsSlash && key.StartsWith('/');
        key = dropped ? key[1..] : key;
        if (key.Length == 0 || settings.IsOwnObject(key))
        {
            _prefixIsObject |= found.Key == prefix && !prefix.EndsWith('/');
            return null;
        }

        return new(key, key.EndsWith('/') ? EntryKind.Marker : EntryKind.Object, found.Size, found.Modified, found.ETag)
        {
            FullKey = dropped ? found.Key : null,
            VersionId = found.VersionId,
            IsDeleteMarker = found.IsDeleteMarker,
            IsArchived = found.IsArchived,
        };
    }

    private async IAsyncEnumerable<Listed> Entries(IAsyncEnumerable<ListedObject> objects, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in objects.WithCancellation(cancellationToken))
        {
            if (EntryOf(found) is { } entry)
            {
                yield return entry;
            }
        }
    }

    private async IAsyncEnumerable<Entry> BelowSlashAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in pages(prefix + "/", null, null, cancellationToken))
        {
            if (EntryOf(found) is { } entry)
            {
                yield return entry;
            }
        }
    }

    // The keys before prefix/ and those after it. Whatever is below prefix/ belongs to the other stream.
    private async IAsyncEnumerable<Entry> BesideSlashAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var below = prefix + "/";
        await foreach (var found in pages(prefix, null, below, cancellationToken))
        {
            // That key itself is in the other stream too.
            if (found.Key != below && EntryOf(found) is { } entry)
            {
                yield return entry;
            }
        }

        // No key with this beginning is left but those that begin with the last of all characters: they are strays.
        await foreach (var found in pages(prefix, below + "\U0010FFFF", null, cancellationToken))
        {
            if (!found.Key.StartsWith(below, StringComparison.Ordinal) && EntryOf(found) is { } entry)
            {
                yield return entry;
            }
        }
    }

    private async IAsyncEnumerable<Listed> SortedAsync(Func<string, string> placeOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // "ListObjectsV2", Amazon S3 API Reference: a directory bucket takes only prefixes that end in a slash.
        var all = new List<Entry>();
        await foreach (var found in pages(prefix[..(prefix.LastIndexOf('/') + 1)], null, null, cancellationToken))
        {
            if (found.Key.StartsWith(prefix, StringComparison.Ordinal) && EntryOf(found) is { } entry)
            {
                all.Add(entry);
            }
        }

        all.Sort(static (left, right) => KeyOrder.Compare(left.Key, right.Key));
        for (var index = 0; index < all.Count; index++)
        {
            if (index + 1 < all.Count && all[index].Key == all[index + 1].Key)
            {
                yield return TwoStreams.Collision(all[index], all[++index], placeOf);
            }
            else
            {
                yield return all[index];
            }
        }
    }
}
