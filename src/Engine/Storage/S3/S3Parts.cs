using Amazon.S3.Model;
using S3Sync.Integrity;
using S3Sync.Problems;
using S3Sync.Storage.S3.Mapping;
using S3Sync.Storage.S3.Values;
using S3Sync.Storage.S3.Wire;
using Checksum = S3Sync.Integrity.Checksum;

namespace S3Sync.Storage.S3;

/// <summary>Multipart uploads into one bucket. Keys are full keys; a failure is a <see cref="StorageException"/>.</summary>
internal sealed class S3Parts(S3Requests requests, S3Client client, S3Objects objects, S3Dialect dialect)
{
    /// <summary>How often an abort is repeated: a part that was in flight may arrive after it.</summary>
    private const int Aborts = 8;

    /// <summary>Begins an upload; the answer is its id.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="headers">The object's.</param>
    /// <param name="checksum">The additional checksum; null for none.</param>
    /// <param name="beginning">Told how it went, also when this throws: what was not answered may have begun an upload all the same.</param>
    /// <param name="cancellationToken">The caller's token; a request that is on its way then may still be answered.</param>
    public async Task<string> CreateAsync(string key, ObjectHeaders headers, AskedChecksum? checksum, UploadBeginning beginning, CancellationToken cancellationToken) =>
        await dialect.OfferChecksumAsync(checksum is { IsOptional: true }, async withChecksum =>
        {
            await CreateAsync(key, CreationOf(key, headers, withChecksum ? checksum : null), beginning, cancellationToken);
            beginning.CarriesChecksums = withChecksum && checksum is not null;
            return beginning.UploadId!; // just begun
        });

    /// <summary>Stores one part.</summary>
    public Task<StoredAnswer> UploadAsync(string key, string uploadId, int partNumber, RequestBody body, CancellationToken cancellationToken) =>
        objects.PutPartAsync(key, uploadId, partNumber, body, cancellationToken);

    /// <summary>Makes the object of its parts.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="parts">All parts, in order.</param>
    /// <param name="fullObject">The checksum of the whole, for the store to compare; null for none.</param>
    /// <param name="condition">What must be under the key; null for whatever.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public async Task<StoredAnswer> CompleteAsync(string key, string uploadId, IReadOnlyList<FinishedPart> parts, Checksum? fullObject, WriteCondition? condition, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.SendAsync(
                S3Call.Complete, key, guard => CompleteOnceAsync(CompletionOf(key, uploadId, parts, fullObject, condition), guard.Token), cancellationToken);
        }
        catch (StorageException exception) when (IsUploadGone(exception))
        {
            // An attempt whose answer was lost may have completed it, ours or one of the runtime's own: then the object is what these parts make.
            return await CompletedBeforeAsync(key, parts, cancellationToken) ?? throw new StorageException(exception.Problem, exception.Kind, exception);
        }
    }

    /// <summary>
    /// Aborts until the store no longer knows the upload; null when it is gone, the problem otherwise. It never throws, so that it hides no
    /// failure that led to it. It must not be given the run's token, because cleaning up is what a cancelled run still does.
    /// </summary>
    /// <param name="key">The full key.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="limit">When it is to be given up and named.</param>
    public async Task<Problem?> AbortUntilGoneAsync(string key, string uploadId, CancellationToken limit)
    {
        var cause = "its parts kept coming back";
        try
        {
            for (var number = 1; number <= Aborts; number++)
            {
                if (await AbortOnceAsync(key, uploadId, limit))
                {
                    return null;
                }

                await requests.Retry.WaitAsync(number, limit);
            }
        }
        catch (StorageException exception)
        {
            cause = exception.Problem.Message;
        }
        catch (OperationCanceledException)
        {
            cause = "the endpoint did not answer in time";
        }

        return StoreProblems.UploadRemains(requests.PlaceOf(key), uploadId, cause);
    }

    private async Task CreateAsync(string key, InitiateMultipartUploadRequest request, UploadBeginning beginning, CancellationToken cancellationToken) =>
        beginning.UploadId = await requests.SendAsync(S3Call.CreateUpload, key, async guard =>
        {
            var sent = requests.Time.GetUtcNow();
            try
            {
                return await CreateOnceAsync(request, guard.Token);
            }
            catch (Exception exception) when (!S3Answers.IsWithoutEffect(exception))
            {
                beginning.NotAnswered(sent, requests.Time.GetUtcNow());
                throw;
            }
        }, cancellationToken);

    private async Task<bool> AbortOnceAsync(string key, string uploadId, CancellationToken limit)
    {
        try
        {
            await requests.SendAsync(
                S3Call.Abort, key, guard => client.Sdk.AbortMultipartUploadAsync(new() { BucketName = requests.Bucket, Key = key, UploadId = uploadId }, guard.Token), limit);
            return !await IsStillThereAsync(key, uploadId, limit);
        }
        catch (StorageException exception) when (IsUploadGone(exception))
        {
            return true;
        }
    }

    private static bool IsUploadGone(StorageException exception) =>
        exception.InnerException is S3Refusal { Code: "NoSuchUpload" } or S3Refusal { Status: System.Net.HttpStatusCode.NotFound, Code: not "NoSuchBucket" };

    private async Task<string> CreateOnceAsync(InitiateMultipartUploadRequest request, CancellationToken token) =>
        (await client.Sdk.InitiateMultipartUploadAsync(request, token)).UploadId is { Length: > 0 } id ? id : throw S3Refusal.Incomplete();

    private async Task<StoredAnswer> CompleteOnceAsync(CompleteMultipartUploadRequest request, CancellationToken token)
    {
        var answer = await client.Sdk.CompleteMultipartUploadAsync(request, token);
        return client.Headers.Encrypted(S3Headers.Stored(
            answer.ETag ?? throw S3Refusal.Incomplete(),
            S3Headers.Checksums(answer.ChecksumCRC64NVME, answer.ChecksumCRC32C, answer.ChecksumCRC32, answer.ChecksumSHA1, answer.ChecksumSHA256),
            answer.VersionId,
            answer.ServerSideEncryptionMethod?.Value));
    }

    private async Task<StoredAnswer?> CompletedBeforeAsync(string key, IReadOnlyList<FinishedPart> parts, CancellationToken cancellationToken)
    {
        if (!parts.All(static part => part.ETag is { IsDigest: true, IsMultipart: false }))
        {
            return null;
        }

        try
        {
            var facts = await objects.HeadAsync(key, null, cancellationToken);
            return facts.ETag == ETag.OfParts(parts.Select(static part => Convert.FromHexString(part.ETag.Value)))
                ? new(facts.ETag, facts.Checksums, facts.VersionId, facts.Encryption)
                : null;
        }
        catch (StorageException)
        {
            // Then the first failure is the one to tell.
            return null;
        }
    }

    // Whoever may not list parts, or an endpoint that cannot, has to trust the abort's own answer.
    private async Task<bool> IsStillThereAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await requests.SendAsync(
                S3Call.ListParts, key, guard => client.Sdk.ListPartsAsync(new() { BucketName = requests.Bucket, Key = key, UploadId = uploadId }, guard.Token), cancellationToken);
            return true;
        }
        catch (StorageException exception) when (exception.InnerException is S3Refusal { Status: < System.Net.HttpStatusCode.InternalServerError or System.Net.HttpStatusCode.NotImplemented })
        {
            return false;
        }
    }

    private InitiateMultipartUploadRequest CreationOf(string key, ObjectHeaders headers, AskedChecksum? checksum)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = requests.Bucket,
            Key = key,
            ChecksumAlgorithm = checksum is { Algorithm: var algorithm } ? S3Checksums.Named(algorithm) : null,
            ChecksumType = checksum is { Type: var type } ? S3Checksums.Named(type) : null,
            WebsiteRedirectLocation = headers.WebsiteRedirect,
            StorageClass = headers.StorageClass,
            TagSet = S3Headers.TagSet(headers),
        };
        S3Headers.Write(headers, request.Headers, request.Metadata);
        return request;
    }

    private CompleteMultipartUploadRequest CompletionOf(string key, string uploadId, IReadOnlyList<FinishedPart> parts, Checksum? fullObject, WriteCondition? condition)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = requests.Bucket,
            Key = key,
            UploadId = uploadId,
            PartETags = [.. parts.Select(Named)],
            IfMatch = condition?.IfMatch?.Quoted(),
            IfNoneMatch = condition?.IfNoneMatch,
        };
        if (fullObject is { } checksum)
        {
            S3Checksums.Set(request, checksum);
        }

        return request;
    }

    private static PartETag Named(FinishedPart part)
    {
        var named = new PartETag(part.Number, part.ETag.Quoted());
        if (part.Checksum is { } checksum)
        {
            S3Checksums.Set(named, checksum);
        }

        return named;
    }
}
