using System.Net;
using System.Security.Cryptography;
using System.Xml;
using S3Sync.Integrity;
using S3Sync.Problems;
using S3Sync.Storage.S3.Mapping;
using S3Sync.Storage.S3.Wire;
using S3Sync.Storage.S3.Wire.Bodies;

namespace S3Sync.Storage.S3;

/// <summary>Deletes keys: in batches where the endpoint takes them, one by one otherwise. A key that is not there counts as deleted.</summary>
internal sealed class S3Deletes(S3Requests requests, S3Client client, S3Objects objects, S3Dialect dialect)
{
    /// <summary>"DeleteObjects" takes this many keys (Amazon S3 API Reference).</summary>
    private const int BatchSize = 1000;

    private const int ParallelSingles = 16;

    /// <summary>One outcome for each full key, in order; when it is cancelled, those that are known by then.</summary>
    public async Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var outcomes = new DeleteOutcome[keys.Count];
        try
        {
            await DeleteAsync(keys, outcomes, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is gone must be told: the caller sees by its token why the rest is unknown.
        }

        return outcomes;
    }

    /// <summary>The same, each key only while its ETag is the listed one; what is not is left. An ETag that is null binds nothing.</summary>
    public async Task<IReadOnlyList<DeleteOutcome>> DeleteBoundAsync(IReadOnlyList<(string Key, ETag? ETag)> listed, CancellationToken cancellationToken)
    {
        var outcomes = new DeleteOutcome[listed.Count];
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelSingles, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(Enumerable.Range(0, listed.Count), options, async (index, token) =>
                outcomes[index] = await DeleteOneAsync(listed[index].Key, listed[index].ETag, token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // As above.
        }

        return outcomes;
    }

    private async Task DeleteAsync(IReadOnlyList<string> keys, DeleteOutcome[] outcomes, CancellationToken cancellationToken)
    {
        var singles = new List<int>();
        var batched = Enumerable.Range(0, keys.Count).ToLookup(index => dialect.DeletesInBatches && CanTravelInXml(keys[index]));
        singles.AddRange(batched[false]);
        foreach (var batch in batched[true].Chunk(BatchSize))
        {
            singles.AddRange(await DeleteBatchAsync(keys, batch, outcomes, cancellationToken));
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelSingles, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(singles, options, async (index, token) => outcomes[index] = await DeleteOneAsync(keys[index], null, token));
    }

    // XML 1.0 has no control characters but tab, line feed and carriage return (section 2.2), not even escaped.
    private static bool CanTravelInXml(string key)
    {
        try
        {
            XmlConvert.VerifyXmlChars(key);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    /// <summary>Fills in the outcomes of a batch; the answer is those to be deleted one by one instead.</summary>
    private async Task<IEnumerable<int>> DeleteBatchAsync(IReadOnlyList<string> keys, int[] batch, DeleteOutcome[] outcomes, CancellationToken cancellationToken)
    {
        if (!dialect.DeletesInBatches)
        {
            return batch;
        }

        try
        {
            var errors = await SendBatchAsync([.. batch.Select(index => keys[index])], cancellationToken);
            return Outcomes(keys, batch, errors, outcomes);
        }
        catch (StorageException exception) when (IsRefusalOfBatches(exception))
        {
            dialect.BatchDeleteRefused();
            return batch;
        }
        catch (StorageException exception)
        {
            foreach (var index in batch)
            {
                outcomes[index] = DeleteOutcome.Of(exception.Problem);
            }

            return [];
        }
    }

    private Task<List<RefusedDelete>> SendBatchAsync(List<string> keys, CancellationToken cancellationToken) =>
        requests.SendAsync(S3Call.Delete, keys[0], async guard =>
        {
            var body = DeleteDocument.Write(keys);
            var request = new WireRequest(HttpMethod.Post, null) { Content = new OneTimeContent(new ByteArrayContent(body)), PayloadHash = Convert.ToHexStringLower(SHA256.HashData(body)) }
                .Query("delete", "")
                .Header("content-type", "application/xml")

                // Stores older than the checksum headers accept a batch only with its MD5 ("DeleteObjects", Amazon S3 API Reference); a directory bucket takes none.
                .Header("content-md5", dialect.TakesContentMd5 ? Convert.ToBase64String(MD5.HashData(body)) : null)
                .Header("x-amz-checksum-sha256", dialect.TakesContentMd5 ? null : Convert.ToBase64String(SHA256.HashData(body)))
                .With(client.Headers.Plain);
            using var answer = await client.Wire.SendAsync(request, guard.Token);
            using var result = await PooledBody.ReadAsync(answer, guard);
            return DeleteDocument.Read(result.Span);
        }, cancellationToken);

    private List<int> Outcomes(IReadOnlyList<string> keys, int[] batch, List<RefusedDelete> errors, DeleteOutcome[] outcomes)
    {
        var byKey = errors.Where(static error => error.Code is not "NoSuchKey").ToLookup(static error => error.Key, StringComparer.Ordinal);
        if (byKey.Count > batch.Count(index => byKey.Contains(keys[index])))
        {
            // An error that cannot be told to a key: only asking for each key says which are gone.
            return [.. batch];
        }

        var again = new List<int>();
        foreach (var index in batch)
        {
            if (byKey[keys[index]].FirstOrDefault() is not { } error)
            {
                outcomes[index] = DeleteOutcome.Deleted;
                continue;
            }

            // What is a matter of the moment is asked again, alone, and there the funnel waits and retries.
            if (error.Code is "InternalError" or "SlowDown" or "ServiceUnavailable" or "OperationAborted")
            {
                again.Add(index);
            }
            else
            {
                outcomes[index] = DeleteOutcome.Of(StoreProblems.DeleteRefused(requests.PlaceOf(keys[index]), $"{error.Code} {error.Message}"));
            }
        }

        return again;
    }

    private async Task<DeleteOutcome> DeleteOneAsync(string key, ETag? ifMatch, CancellationToken cancellationToken)
    {
        try
        {
            await objects.DeleteAsync(key, ifMatch, cancellationToken);
            return DeleteOutcome.Deleted;
        }
        catch (StorageException exception)
        {
            return exception.Kind == FailureKind.Gone ? DeleteOutcome.Deleted
                : exception.Kind == FailureKind.Changed && ifMatch is not null ? DeleteOutcome.Left(VersionProblems.TargetChanged(requests.PlaceOf(key)))
                : DeleteOutcome.Of(exception.Problem);
        }
    }

    private static bool IsRefusalOfBatches(StorageException exception) => exception.InnerException is S3Refusal
    {
        Status: HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed,
    } or S3Refusal
    {
        Code: "NotImplemented" or "MissingContentMD5" or "MalformedXML" or "MethodNotAllowed" or "InvalidRequest" or "InvalidDigest",
    };
}
