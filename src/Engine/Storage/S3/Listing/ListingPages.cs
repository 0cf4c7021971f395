using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Problems;

namespace S3Sync.Storage.S3.Listing;

/// <summary>Reads ListObjectsV2 page by page; the next page is already on its way while one is consumed.</summary>
internal sealed class ListingPages(S3Requests requests)
{
    /// <summary>Every object whose key begins with <paramref name="prefix"/>, in the endpoint's order, its key decoded.</summary>
    public async IAsyncEnumerable<S3Object> ReadAsync(string prefix, string? startAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var page = PageAsync(prefix, startAfter, null, leaving.Token);
        try
        {
            while (true)
            {
                var answer = await page;
                var next = Continuation(answer, prefix);
                page = next is null ? page : PageAsync(prefix, startAfter, next, leaving.Token);
                foreach (var found in answer.S3Objects ?? [])
                {
                    found.Key = answer.Encoding == EncodingType.Url ? WebUtility.UrlDecode(found.Key) : found.Key;
                    yield return found;
                }

                if (next is null)
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

    private string? Continuation(ListObjectsV2Response answer, string prefix)
    {
        if (answer.IsTruncated != true)
        {
            return null;
        }

        return answer.NextContinuationToken is { Length: > 0 } token && token != answer.ContinuationToken
            ? token
            : throw new SyncException(StoreProblems.ListingStuck(requests.PlaceOf(prefix)));
    }

    private async Task<ListObjectsV2Response> PageAsync(string prefix, string? startAfter, string? continuation, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.SendAsync(S3Call.List, prefix, (client, guard) => client.ListObjectsV2Async(
                new()
                {
                    BucketName = requests.Bucket,
                    Prefix = prefix,
                    StartAfter = startAfter,
                    ContinuationToken = continuation,
                    Encoding = EncodingType.Url,
                },
                guard.Token), cancellationToken);
        }
        catch (StorageException exception)
        {
            throw new SyncException(exception.Problem, exception);
        }
    }
}
