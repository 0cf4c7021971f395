using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Integrity;
using S3Sync.Problems;
using S3Sync.Storage.S3.Mapping;
using S3Sync.Storage.S3.Values;
using S3Sync.Storage.S3.Wire;
using ByteRange = S3Sync.Storage.S3.Values.ByteRange;

namespace S3Sync.Storage.S3;

/// <summary>Whole objects of one bucket. Keys are full keys; a failure is a <see cref="StorageException"/>.</summary>
internal sealed class S3Objects(S3Requests requests, S3Dialect dialect)
{
    /// <summary>Stores an object by one PUT.</summary>
    public Task<StoredAnswer> PutAsync(string key, RequestBody body, ObjectHeaders headers, CancellationToken cancellationToken) =>
        requests.SendBodyAsync(S3Call.Put, key, body, async (client, payload, token) =>
        {
            var answer = await client.PutObjectAsync(PutOf(key, payload, headers), token);
            return S3Headers.Stored(
                answer.ETag,
                S3Headers.Checksums(answer.ChecksumCRC64NVME, answer.ChecksumCRC32C, answer.ChecksumCRC32, answer.ChecksumSHA1, answer.ChecksumSHA256),
                answer.VersionId,
                answer.ServerSideEncryptionMethod?.Value);
        }, cancellationToken);

    /// <summary>Asks for an object or a range of it; with <paramref name="ifMatch"/>, of exactly that version.</summary>
    public Task<ReceivedObject> GetAsync(string key, ETag? ifMatch, ByteRange? range, CancellationToken cancellationToken) =>
        requests.SendAsync(S3Call.Get, key, async (client, guard) =>
        {
            var request = new GetObjectRequest
            {
                BucketName = requests.Bucket,
                Key = key,
                EtagToMatch = ifMatch?.Quoted(),
                ByteRange = range is { } asked ? new(asked.Offset, asked.Last) : null,
            };
            return Received(key, await client.GetObjectAsync(request, guard.Token), range);
        }, cancellationToken);

    /// <summary>What is stored, without its content; of one part when <paramref name="partNumber"/> is given.</summary>
    public Task<ObjectFacts> HeadAsync(string key, int? partNumber, CancellationToken cancellationToken) =>
        requests.SendAsync(S3Call.Head, key, async (client, guard) =>
        {
            var request = new GetObjectMetadataRequest { BucketName = requests.Bucket, Key = key, PartNumber = partNumber };
            return S3Headers.Facts(await client.GetObjectMetadataAsync(request, guard.Token), partNumber);
        }, cancellationToken);

    /// <summary>The object's tags.</summary>
    public Task<IReadOnlyList<KeyValuePair<string, string>>> GetTagsAsync(string key, CancellationToken cancellationToken) =>
        requests.SendAsync(S3Call.GetTags, key, async (client, guard) =>
        {
            var answer = await client.GetObjectTaggingAsync(new() { BucketName = requests.Bucket, Key = key }, guard.Token);
            return (IReadOnlyList<KeyValuePair<string, string>>)[.. (answer.Tagging ?? []).Select(static tag => KeyValuePair.Create(tag.Key, tag.Value))];
        }, cancellationToken);

    /// <summary>
    /// Removes what a write stored unless another version is there by now. An object whose version cannot be told, or an endpoint without
    /// conditional deletes, keeps it: deleting what somebody else wrote would be worse.
    /// </summary>
    public async Task<Removal> RemoveIfStillAsync(string key, StoredAnswer stored, CancellationToken cancellationToken)
    {
        if (stored.VersionId is { } version)
        {
            await DeleteAsync(key, new() { VersionId = version }, cancellationToken);
            return Removal.Removed;
        }

        return stored.ETag is { } etag ? await RemoveIfStillAsync(key, etag, cancellationToken) : Removal.Kept;
    }

    private async Task<Removal> RemoveIfStillAsync(string key, ETag etag, CancellationToken cancellationToken)
    {
        try
        {
            // An endpoint that does not know If-Match on DELETE ignores it: so what is there is looked at first.
            if ((await HeadAsync(key, null, cancellationToken)).ETag != etag)
            {
                return Removal.Replaced;
            }

            await DeleteAsync(key, new() { IfMatch = etag.Quoted() }, cancellationToken);
            return Removal.Removed;
        }
        catch (StorageException exception) when (exception.Kind == FailureKind.Gone)
        {
            return Removal.Removed;
        }
        catch (StorageException exception) when (exception.Kind == FailureKind.Changed)
        {
            return Removal.Replaced;
        }
        catch (StorageException exception) when (exception.InnerException is AmazonS3Exception { StatusCode: System.Net.HttpStatusCode.NotImplemented })
        {
            return Removal.Kept;
        }
    }

    private Task<DeleteObjectResponse> DeleteAsync(string key, DeleteObjectRequest request, CancellationToken cancellationToken) =>
        requests.SendAsync(S3Call.Delete, key, (client, guard) =>
        {
            request.BucketName = requests.Bucket;
            request.Key = key;
            return client.DeleteObjectAsync(request, guard.Token);
        }, cancellationToken);

    private PutObjectRequest PutOf(string key, PayloadStream payload, ObjectHeaders headers)
    {
        var request = new PutObjectRequest
        {
            BucketName = requests.Bucket,
            Key = key,
            InputStream = payload,
            AutoCloseStream = false,
            AutoResetStreamPosition = false,
            DisableDefaultChecksumValidation = true,
            UseChunkEncoding = false,
            MD5Digest = dialect.TakesContentMd5 ? payload.Body.ContentMd5 : null,
            WebsiteRedirectLocation = headers.WebsiteRedirect,
            StorageClass = headers.StorageClass,
            TagSet = S3Headers.TagSet(headers),
        };
        S3Headers.Write(headers, request.Headers, request.Metadata);
        if (payload.Body.Checksum is { } checksum)
        {
            S3Checksums.Set(request, checksum);
        }

        return request;
    }

    private ReceivedObject Received(string key, GetObjectResponse answer, ByteRange? range)
    {
        var facts = S3Headers.Facts(answer);
        if (range is { } asked && (answer.ContentRange != asked.ContentRange(facts.Length) || answer.ContentLength != asked.Length))
        {
            answer.Dispose();
            throw new StorageException(
                StoreProblems.RangeWrong(requests.PlaceOf(key), asked.ToString(), answer.ContentRange ?? "the whole object"), FailureKind.Broken);
        }

        return new(new ReceivedBody(answer.ResponseStream, requests.PlaceOf(key), answer.ContentLength, requests.Time), facts, answer);
    }
}
