using System.Runtime.CompilerServices;
using S3Sync.Entries;
using S3Sync.Problems;

namespace S3Sync.Storage.S3.Listing;

/// <summary>
/// Merges the keys below <c>prefix/</c>, without that slash, with the keys beside it. Each stream is in order by itself; two keys that
/// become one name are withheld, both.
/// </summary>
/// <param name="below">Below the slash, in order.</param>
/// <param name="beside">The rest, in order.</param>
/// <param name="placeOf">The object's name for people, of a relative key that was not changed.</param>
internal sealed class TwoStreams(IAsyncEnumerable<Entry> below, IAsyncEnumerable<Entry> beside, Func<string, string> placeOf)
{
    /// <summary>The two keys that would become one name.</summary>
    public static Withheld Collision(Entry first, Entry second, Func<string, string> placeOf) => new(
        first.Key,
        StoreProblems.KeysCollide(first.Key, first.FullKey ?? placeOf(first.Key), second.FullKey ?? placeOf(second.Key)),
        MakesListingIncomplete: false);

    /// <summary>Both streams, in order.</summary>
    public async IAsyncEnumerable<Listed> MergeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var left = below.GetAsyncEnumerator(cancellationToken);
        await using var right = beside.GetAsyncEnumerator(cancellationToken);
        var hasLeft = await left.MoveNextAsync();
        var hasRight = await right.MoveNextAsync();
        while (hasLeft || hasRight)
        {
            var order = !hasLeft ? 1 : !hasRight ? -1 : KeyOrder.Compare(left.Current.Key, right.Current.Key);
            yield return order == 0 ? Collision(left.Current, right.Current, placeOf) : order < 0 ? left.Current : right.Current;
            hasLeft = order <= 0 ? await left.MoveNextAsync() : hasLeft;
            hasRight = order >= 0 ? await right.MoveNextAsync() : hasRight;
        }
    }
}
