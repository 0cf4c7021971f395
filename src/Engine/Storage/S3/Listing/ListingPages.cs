using System.Runtime.CompilerServices;
using S3Sync.Problems;
using S3Sync.Storage.S3.Wire;
using S3Sync.Storage.S3.Wire.Bodies;

namespace S3Sync.Storage.S3.Listing;

/// <summary>Reads ListObjectsV2 page by page; the next page is already on its way while one is consumed.</summary>
internal sealed class ListingPages(S3Requests requests, DataPlane wire)
{
    /// <summary>Every object whose key begins with <paramref name="prefix"/>, in the endpoint's order, its key decoded.</summary>
    public async IAsyncEnumerable<ListedObject> ReadAsync(string prefix, string? startAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        string? continuation = null;
        var page = PageAsync(prefix, startAfter, null, leaving.Token);
        try
        {
            while (true)
            {
                var answer = await page;
                continuation = Continuation(answer, continuation, prefix);
                page = continuation is null ? page : PageAsync(prefix, startAfter, continuation, leaving.Token);
                foreach (var found in answer.Objects)
                {
                    yield return found;
                }

                if (continuation is null)
                {
                    yield break;
                }
            }
        }
        finally
        {
            // Whoever stops early must not leave a request behind that nobody awaits.
            await leaving.CancelAsync();
            await ((Task)page).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private string? Continuation(ListingPage answer, string? asked, string prefix)
    {
        if (!answer.IsTruncated)
        {
            return null;
        }

        return answer.Token is { Length: > 0 } token && token != asked ? token : throw new SyncException(StoreProblems.ListingStuck(requests.PlaceOf(prefix)));
    }

    private async Task<ListingPage> PageAsync(string prefix, string? startAfter, string? continuation, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.SendAsync(S3Call.List, prefix, async guard =>
            {
                var request = new WireRequest(HttpMethod.Get, null)
                    .Query("continuation-token", continuation)
                    .Query("encoding-type", "url")
                    .Query("list-type", "2")
                    .Query("prefix", prefix.Length == 0 ? null : prefix)
                    .Query("start-after", startAfter);
                using var answer = await wire.SendAsync(request, guard.Token);
                using var body = await PooledBody.ReadAsync(answer, guard);
                return ListingPage.Parse(body.Span);
            }, cancellationToken);
        }
        catch (StorageException exception)
        {
            throw new SyncException(exception.Problem, exception);
        }
    }
}
