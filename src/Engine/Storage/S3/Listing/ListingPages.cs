using System.Runtime.CompilerServices;
using S3Sync.Entries;
using S3Sync.Problems;
using S3Sync.Storage.S3.Side;

namespace S3Sync.Storage.S3.Listing;

/// <summary>Reads ListObjectsV2: the ranges of a large listing side by side where the endpoint allows it, else page after page.</summary>
internal sealed class ListingPages(S3Requests requests, S3Client client, S3Dialect dialect, S3StoreSettings settings)
{
    /// <summary>How deep folders are looked for.</summary>
    private const int FolderDepth = 4;
    private readonly PageRequests _pages = new(requests, client);

    /// <summary>Every object whose key begins with <paramref name="prefix"/>, in the endpoint's order, its key decoded.</summary>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="after">The key before the first; null for the beginning.</param>
    /// <param name="upTo">The last key that may come; null for the end.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<ListedObject> ReadAsync(string prefix, string? after, string? upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = after;
        for (var isWhole = false; !isWhole;)
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var serves = dialect.ListsInRanges;

            // Once more from the beginning, because ranges turned out not to be served: what was yielded, or lies before, is passed over. Behind it
            // nothing is: keys out of order must be noticed.
            var passed = serves ? null : last;
            var listing = new RangedListing(serves ? settings.MaxParallelListings : 1, QueriesFor(prefix, leaving.Token), prefix.Length);
            try
            {
                await using var objects = listing.ReadAsync(serves ? after : null, upTo, cancellationToken).GetAsyncEnumerator(cancellationToken);
                while (await MoveNextAsync(objects))
                {
                    if (passed is null || KeyOrder.Compare(objects.Current.Key, passed) > 0)
                    {
                        passed = null;
                        last = dialect.ListsInOrder ? objects.Current.Key : null;
                        yield return objects.Current;
                    }
                }

                isWhole = serves == dialect.ListsInRanges;
            }
            finally
            {
                // Whoever stops early must not leave a request behind that nobody awaits.
                await leaving.CancelAsync();
                await listing.LeaveAsync();
            }
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ListedObject> objects)
    {
        try
        {
            return await objects.MoveNextAsync();
        }
        catch (RangeIgnoredException)
        {
            dialect.RangesIgnored();
            return false;
        }
    }

    private ListingQueries QueriesFor(string prefix, CancellationToken cancellationToken) => new(
        (after, token) => PageAsync(prefix, after, token, null, cancellationToken),
        (page, asked) => Continuation(page, asked, prefix),
        () => FoldersAsync(prefix, cancellationToken),

        // Half of what was asked for, and no endpoint of AWS gives more than the usual.
        (Math.Min(requests.PageSize ?? S3Requests.UsualPage, S3Requests.UsualPage) + 1) / 2);

    // The uppermost level with several folders; a level with one alone leads to the next.
    private async Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken)
    {
        for (var depth = 0; depth < FolderDepth; depth++)
        {
            var page = await PageAsync(prefix, null, null, "/", cancellationToken);
            if (page is not { Folders: [var only], IsTruncated: false })
            {
                return page.Folders;
            }

            prefix = only;
        }

        return [];
    }

    private string? Continuation(ListingPage answer, string? asked, string prefix)
    {
        if (!answer.IsTruncated)
        {
            return null;
        }

        return answer.Token is { Length: > 0 } token && token != asked ? token : throw new SyncException(StoreProblems.ListingStuck(requests.PlaceOf(prefix)));
    }

    private Task<ListingPage> PageAsync(string prefix, string? after, string? token, string? delimiter, CancellationToken cancellationToken) =>
        _pages.SendAsync(
            S3Call.List,
            prefix,
            request => request.Query("continuation-token", token).Query("delimiter", delimiter).Query("list-type", "2").Query("start-after", token is null ? after : null),
            ListingPage.Parse,
            cancellationToken);
}
