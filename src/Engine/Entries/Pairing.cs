using System.Runtime.CompilerServices;
using S3Sync.Problems;

namespace S3Sync.Entries;

/// <summary>Joins two listings in key order, lazily: memory does not grow with the number of entries, and a full consumer stops both listings.</summary>
internal static class Pairing
{
    /// <summary>
    /// Every key of either side once, in key order. A listing out of order would turn into wrong deletes, so it ends the run with
    /// <see cref="SyncException"/>.
    /// </summary>
    public static async IAsyncEnumerable<EntryPair> JoinAsync(
        IAsyncEnumerable<Listed> source, IAsyncEnumerable<Listed> target, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var sources = new OrderedReader(source, "source", cancellationToken);
        await using var targets = new OrderedReader(target, "target", cancellationToken);

        // The first pages are independent requests: ask for both before waiting for one.
        await Task.WhenAll(sources.AdvanceAsync().AsTask(), targets.AdvanceAsync().AsTask());

        while (sources.Current is not null || targets.Current is not null)
        {
            var order = Order(sources.Current, targets.Current);
            yield return new(order <= 0 ? sources.Current : null, order >= 0 ? targets.Current : null);
            if (order <= 0)
            {
                await sources.AdvanceAsync();
            }

            if (order >= 0)
            {
                await targets.AdvanceAsync();
            }
        }
    }

    private static int Order(Listed? source, Listed? target) =>
        source is null ? 1 : target is null ? -1 : KeyOrder.Compare(source.Key, target.Key);

    private sealed class OrderedReader(IAsyncEnumerable<Listed> listing, string side, CancellationToken cancellationToken) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<Listed> _entries = listing.GetAsyncEnumerator(cancellationToken);

        public Listed? Current { get; private set; }

        public async ValueTask AdvanceAsync()
        {
            var previous = Current;
            Current = await _entries.MoveNextAsync() ? _entries.Current : null;
            if (previous is not null && Current is not null && KeyOrder.Compare(previous.Key, Current.Key) >= 0)
            {
                throw new SyncException(RunProblems.ListingOutOfOrder(side, previous.Key, Current.Key));
            }
        }

        public ValueTask DisposeAsync() => _entries.DisposeAsync();
    }
}
