using System.Runtime.CompilerServices;
using S3Sync.Entries;

namespace S3Sync.Storage.S3.Listing;

/// <summary>How a listing asks for its pages.</summary>
/// <param name="Page">Asks for a page: the key to begin after, or the token to go on with.</param>
/// <param name="Continuation">The token of what follows a page, which was asked for with a token; null at the end.</param>
/// <param name="Folders">Looks for folders on the uppermost level that has several.</param>
/// <param name="FullPage">A page of fewer keys than this does not count as full.</param>
internal sealed record ListingQueries(
    Func<string?, string?, Task<ListingPage>> Page, Func<ListingPage, string?, string?> Continuation, Func<Task<IReadOnlyList<string>>> Folders, int FullPage);

/// <summary>
/// One listing read side by side and yielded in order. It begins as one range. When that turns out to be long, whenever a request could be
/// made, the range nearest to the front is cut in two, so that what is read ahead is what is needed next; pages that wait are bounded. Cuts are
/// paid for by pages, so badly placed ones cost a bounded share of the requests.
/// </summary>
/// <param name="parallel">The most requests at a time.</param>
/// <param name="queries">How pages are asked for.</param>
/// <param name="prefixLength">How many characters all keys begin with.</param>
internal sealed class RangedListing(int parallel, ListingQueries queries, int prefixLength)
{
    /// <summary>Pages that may wait for their turn or be on their way.</summary>
    private const int Window = 24;

    /// <summary>A shorter listing is not worth a cut.</summary>
    private const int PagesBeforeCuts = 2;

    /// <summary>What a full page brings, in cuts.</summary>
    private const double CutsPerPage = 0.125;

    /// <summary>What a cut brings whose first page is full: more than it cost.</summary>
    private const double CutsPerGoodCut = 2;

    private readonly LinkedList<KeyRange> _ranges = new();
    private readonly SplitPoints _splits = new(prefixLength);
    private Task<IReadOnlyList<string>>? _folders;
    private bool _knowsFolders;
    private double _cuts = 2;

    // The key behind the ranges that were yielded whole which their endpoint gave; null once it has come, or when they ended at the end of all.
    private string? _seam;

    /// <summary>Every object between two keys, in the endpoint's order.</summary>
    /// <param name="after">The key before the first; null for the beginning.</param>
    /// <param name="upTo">The last key that may come; null for the end.</param>
    /// <param name="cancellationToken">Ends it between two pages; the pages' own token ends the requests.</param>
    /// <exception cref="RangeIgnoredException">The endpoint does not begin where it is asked to, or its ranges do not fit together.</exception>
    public async IAsyncEnumerable<ListedObject> ReadAsync(string? after, string? upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _ranges.AddLast(new KeyRange(after, upTo));
        while (_ranges.First is { Value: var front })
        {
            cancellationToken.ThrowIfCancellationRequested();
            await ReceiveWhatHasComeAsync();
            AskForMore();
            if (front.Take() is { } objects)
            {
                RequireSeam(objects);
                foreach (var found in objects)
                {
                    yield return found;
                }
            }
            else if (front.IsWhole)
            {
                RequireSeam(front);
                _ranges.RemoveFirst();
            }
            else
            {
                // A failure comes out here, or when its range is at the front.
                await front.Asked!; // the front always has one when it has no page
            }
        }
    }

    /// <summary>Waits for the requests that nobody will read; they are being cancelled.</summary>
    public async Task LeaveAsync()
    {
        foreach (var asked in _ranges.Select(static range => (Task?)range.Asked).Append(_folders).OfType<Task>())
        {
            await asked.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // In the order of the keys the first key behind a range is the first of the ranges behind it. An endpoint with an order of its own has keys that
    // are in none of them: not in the first, which ends before them, nor in the next, which begins behind them.
    private void RequireSeam(IReadOnlyList<ListedObject> objects)
    {
        if (_seam is not { } seam || KeyOrder.Compare(seam, objects[^1].Key) > 0)
        {
            return;
        }

        _seam = objects.Any(found => found.Key == seam) ? null : throw new RangeIgnoredException();
    }

    private void RequireSeam(KeyRange ended)
    {
        if (_seam is { } seam && (ended.Beyond is null || KeyOrder.Compare(seam, ended.Beyond) < 0))
        {
            throw new RangeIgnoredException();
        }

        _seam = ended.Beyond;
    }

    // Awaits only what is there already.
    private async ValueTask ReceiveWhatHasComeAsync()
    {
        foreach (var range in _ranges)
        {
            if (range.Asked is { IsCompletedSuccessfully: true } asked)
            {
                var isFull = range.Receive(await asked, queries.Continuation) >= queries.FullPage;
                _cuts = Math.Min(parallel, _cuts + (!isFull ? 0 : range is { Pages: 1, IsCut: true } ? CutsPerGoodCut : CutsPerPage));
                if (range.Page is { } page)
                {
                    _splits.Learn(page.Last);
                }
            }
        }

        if (_folders is { IsCompletedSuccessfully: true } && !_knowsFolders)
        {
            _splits.Learn(await _folders);
            _knowsFolders = true;
        }
    }

    private void AskForMore()
    {
        var (asked, waiting) = (_ranges.Count(static range => range.Asked is not null), _ranges.Sum(static range => range.Waiting));
        for (var node = _ranges.First; node is not null && asked < parallel; node = node.Next)
        {
            // The front is never held back: everything behind it waits for it.
            if (node.Value is { Asked: null, IsWhole: false } && (node.Previous is null || asked + waiting < Window))
            {
                node.Value.Ask(queries.Page);
                asked++;
            }
        }

        for (; asked < parallel && asked + waiting < Window && MayCut() && Cut() is { } rest; asked++)
        {
            rest.Ask(queries.Page);
        }
    }

    // Folders are looked for once, when the listing has shown that it is long; nothing is cut before they are known.
    private bool MayCut()
    {
        if (_folders is null && parallel > 1 && _ranges.First is { Value: { Pages: >= PagesBeforeCuts, IsWhole: false } })
        {
            _folders = queries.Folders();
        }

        // When looking failed, the pages themselves will fail the same way, or go on without.
        return _folders is { IsCompleted: true } && _cuts >= 1;
    }

    // The nearest range that is known to go on is cut, after what its last page came to: a cut never divides what was read.
    private KeyRange? Cut()
    {
        for (var node = _ranges.First; node is not null; node = node.Next)
        {
            if (node.Value is { IsWhole: false, Page: { } page } && _splits.Within(page.First, page.Last, node.Value.UpTo) is { } key)
            {
                _cuts--;
                return _ranges.AddAfter(node, node.Value.SplitAfter(key)).Value;
            }
        }

        return null;
    }
}
