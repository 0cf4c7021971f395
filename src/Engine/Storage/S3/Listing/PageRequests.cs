using S3Sync.Problems;
using S3Sync.Storage.S3.Wire;
using S3Sync.Storage.S3.Wire.Bodies;

namespace S3Sync.Storage.S3.Listing;

/// <summary>Reads an answer that has been received whole.</summary>
internal delegate TPage PageReader<out TPage>(ReadOnlySpan<byte> xml);

/// <summary>Asks for one page of a listing of any kind. A page that does not come ends the run: without it nothing can be paired.</summary>
internal sealed class PageRequests(S3Requests requests, S3Client client)
{
    /// <summary>Sends the request that <paramref name="ask"/> adds its own parameters to, and reads the answer.</summary>
    /// <param name="call">What is asked, for the sentences.</param>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="ask">Adds what this listing asks besides.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TPage> SendAsync<TPage>(S3Call call, string prefix, Func<WireRequest, WireRequest> ask, PageReader<TPage> read, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.SendAsync(call, prefix, async guard =>
            {
                var request = ask(new WireRequest(HttpMethod.Get, null)
                    .Query("encoding-type", "url")
                    .Query("max-keys", WireRequest.Number(requests.PageSize))
                    .Query("prefix", prefix.Length == 0 ? null : prefix)).With(client.Headers.Plain);
                using var answer = await client.Wire.SendAsync(request, guard.Token);
                using var body = await PooledBody.ReadAsync(answer, guard);
                return read(body.Span);
            }, cancellationToken);
        }
        catch (StorageException exception)
        {
            throw new SyncException(exception.Problem, exception);
        }
    }
}
