using Amazon.S3.Model;
using S3Sync.Integrity;
using S3Sync.Metadata;
using S3Sync.Problems;
using S3Sync.Storage.S3.Mapping;
using S3Sync.Storage.S3.Values;
using S3Sync.Storage.S3.Wire;
using S3Sync.Storage.S3.Wire.Bodies;
using S3Sync.Storage.S3.Writing;
using ByteRange = S3Sync.Storage.S3.Values.ByteRange;

namespace S3Sync.Storage.S3;

/// <summary>Whole objects of one bucket. Keys are full keys; a failure is a <see cref="StorageException"/>.</summary>
/// <param name="requests">The funnel.</param>
/// <param name="client">The ways to the bucket.</param>
/// <param name="dialect">What the bucket can do.</param>
/// <param name="pace">How bodies are held back and watched.</param>
internal sealed class S3Objects(S3Requests requests, S3Client client, S3Dialect dialect, BodyPace pace)
{
    /// <summary>Stores an object by one PUT. One that tells the version it comes from makes no second version when an answer is lost.</summary>
    public Task<StoredAnswer> PutAsync(string key, RequestBody body, ObjectHeaders headers, CancellationToken cancellationToken)
    {
        var once = Once(key, headers, body.Length, body.ETag);
        return OfferAsync(body, sent => requests.SendBodyAsync(
            S3Call.Put,
            key,
            guard => PayloadOf(sent, key, guard),
            (payload, token) => once is null ? PutOnceAsync(key, sent, headers, payload, token) : once.AttemptAsync(() => PutOnceAsync(key, sent, headers, payload, token), token),
            cancellationToken));
    }

    /// <summary>For a write whose object tells the version it comes from, or is bound to what was there: keeps it from being made twice; null for any other.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="headers">What it is written with.</param>
    /// <param name="length">Bytes; null when they are not known.</param>
    /// <param name="etag">The ETag that the content has when it is stored plainly; null when it is not known.</param>
    public UnansweredWrite? Once(string key, ObjectHeaders headers, long? length, ETag? etag) =>
        headers.UserMetadata.TryGetValue(OriginMetadata.VersionId, out var origin)
            ? new(token => LookAsync(key, token), facts => facts.Headers.UserMetadata.GetValueOrDefault(OriginMetadata.VersionId) == origin && facts.Length == (length ?? facts.Length))
            : headers.Condition is null || etag is null ? null
            : new(token => LookAsync(key, token), facts => facts.ETag == etag);

    /// <summary>Stores one part of an upload.</summary>
    public Task<StoredAnswer> PutPartAsync(string key, string uploadId, int partNumber, RequestBody body, CancellationToken cancellationToken) =>
        OfferAsync(body, sent => requests.SendBodyAsync(S3Call.UploadPart, key, guard => PayloadOf(sent, key, guard), async (payload, token) =>
        {
            var request = NewPut(key, sent, payload, encoding: null).Query("partNumber", WireRequest.Number(partNumber)).Query("uploadId", uploadId).With(client.Headers.OfContent);
            using var answer = await client.Wire.SendAsync(request, token);

            // Without its tag a part cannot be named when the object is made of them.
            var stored = client.Headers.Encrypted(WireHeaders.Stored(answer));
            return stored.ETag is null ? throw S3Refusal.Incomplete() : stored;
        }, cancellationToken));

    /// <summary>Asks for an object or a range of it; with <paramref name="ifMatch"/>, of exactly that content.</summary>
    public Task<ReceivedObject> GetAsync(ObjectName name, ETag? ifMatch, ByteRange? range, CancellationToken cancellationToken) =>
        requests.SendAsync(S3Call.Get, name.Key, async guard =>
        {
            var request = new WireRequest(HttpMethod.Get, name.Key)
                .Query("versionId", name.VersionId)
                .Header("x-amz-checksum-mode", "ENABLED")
                .Header("if-match", ifMatch?.Quoted())
                .Header("range", range?.ToString())
                .With(client.Headers.OfContent);
            return await ReceivedAsync(name.Key, await client.Wire.SendAsync(request, guard.Token), range, guard.Token);
        }, cancellationToken);

    /// <summary>What is stored, without its content; of one part when <paramref name="partNumber"/> is given.</summary>
    public Task<ObjectFacts> HeadAsync(ObjectName name, int? partNumber, CancellationToken cancellationToken) =>
        requests.SendAsync(S3Call.Head, name.Key, guard => HeadOnceAsync(name, partNumber, guard.Token), cancellationToken);

    /// <summary>
    /// The sizes of all parts of an object, in order, where the endpoint tells them: S3 does for objects whose parts have additional checksums.
    /// Empty otherwise, also for whom it is not allowed. "GetObjectAttributes", Amazon S3 API Reference.
    /// </summary>
    public async Task<IReadOnlyList<long>> PartSizesAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var sizes = new List<long>();
        try
        {
            for (var marker = 0; ;)
            {
                var parts = await PartPageAsync(name, marker, cancellationToken);
                sizes.AddRange((parts?.Parts ?? []).Select(static part => part.Size ?? 0));
                if (parts is not { IsTruncated: true, NextPartNumberMarker: { } next } || next <= marker)
                {
                    return sizes;
                }

                marker = next;
            }
        }
        catch (StorageException failure) when (failure.Kind != FailureKind.Fatal)
        {
            return [];
        }
    }

    private Task<GetObjectAttributesParts?> PartPageAsync(ObjectName name, int marker, CancellationToken cancellationToken) =>
        requests.SendAsync(S3Call.Head, name.Key, async guard =>
        {
            var request = new GetObjectAttributesRequest
            {
                BucketName = requests.Bucket,
                Key = name.Key,
                VersionId = name.VersionId,
                ObjectAttributes = [Amazon.S3.ObjectAttributes.ObjectParts],
                PartNumberMarker = marker,
                MaxParts = requests.PageSize,
            };
            return (GetObjectAttributesParts?)(await client.Sdk.GetObjectAttributesAsync(request, guard.Token)).ObjectParts;
        }, cancellationToken);

    /// <summary>
    /// Deletes one version for good, or hides the key behind a delete marker when no version is named; with <paramref name="ifMatch"/>, only
    /// while that is what is there. The answer is the version that was made or deleted; null when none is told.
    /// </summary>
    public Task<string?> DeleteAsync(ObjectName name, ETag? ifMatch, CancellationToken cancellationToken) =>
        requests.SendAsync(S3Call.Delete, name.Key, async guard =>
        {
            var request = new DeleteObjectRequest { BucketName = requests.Bucket, Key = name.Key, VersionId = name.VersionId, IfMatch = ifMatch?.Quoted() };
            var answer = await client.Sdk.DeleteObjectAsync(request, guard.Token);
            return string.IsNullOrEmpty(answer.VersionId) ? null : answer.VersionId;
        }, cancellationToken);

    /// <summary>
    /// Removes what a write stored unless another version is there by now. An object whose version cannot be told, or an endpoint without
    /// conditional deletes, keeps it: deleting what somebody else wrote would be worse.
    /// </summary>
    public async Task<Removal> RemoveIfStillAsync(string key, StoredAnswer stored, CancellationToken cancellationToken)
    {
        if (stored.VersionId is { } version)
        {
            await DeleteAsync(new(key, version), null, cancellationToken);
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

            await DeleteAsync(key, etag, cancellationToken);
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
        catch (StorageException exception) when (exception.InnerException is S3Refusal { Status: System.Net.HttpStatusCode.NotImplemented })
        {
            return Removal.Kept;
        }
    }

    private async Task<StoredAnswer> OfferAsync(RequestBody body, Func<RequestBody, Task<StoredAnswer>> send)
    {
        var answer = await dialect.OfferChecksumAsync(body.ChecksumIsOptional, withChecksum => send(withChecksum ? body : body.WithoutChecksum()));
        if (answer.Checksums.Count > 0)
        {
            dialect.ChecksumsTold();
        }

        return answer;
    }

    /// <summary>Hides a key behind a delete marker, or deletes it where versions are not kept; one marker, also when an answer is lost.</summary>
    public Task HideAsync(string key, CancellationToken cancellationToken)
    {
        var mayBeHidden = false;
        return requests.SendAsync(S3Call.Delete, key, async guard =>
        {
            if (mayBeHidden && await LookAsync(key, guard.Token) is null)
            {
                return true;
            }

            mayBeHidden = true;
            await client.Sdk.DeleteObjectAsync(new DeleteObjectRequest { BucketName = requests.Bucket, Key = key }, guard.Token);
            return true;
        }, cancellationToken);
    }

    private async Task<StoredAnswer> PutOnceAsync(string key, RequestBody body, ObjectHeaders headers, PayloadContent payload, CancellationToken token)
    {
        var request = NewPut(key, body, payload, headers.ContentEncoding).With(client.Headers.OfObjectWith(headers.Acl))
            .Header("if-match", headers.Condition?.IfMatch?.Quoted())
            .Header("if-none-match", headers.Condition?.IfNoneMatch);
        WireHeaders.Write(request, headers);
        using var answer = await client.Wire.SendAsync(request, token);
        return client.Headers.Encrypted(WireHeaders.Stored(answer));
    }

    private async Task<ObjectFacts> HeadOnceAsync(ObjectName name, int? partNumber, CancellationToken token)
    {
        var request = new WireRequest(HttpMethod.Head, name.Key)
            .Query("versionId", name.VersionId)
            .Header("x-amz-checksum-mode", "ENABLED")
            .Query("partNumber", WireRequest.Number(partNumber))
            .With(client.Headers.OfContent);
        using var answer = await client.Wire.SendAsync(request, token);
        return WireHeaders.Facts(answer, partNumber);
    }

    private Task<ObjectFacts?> LookAsync(string key, CancellationToken token) => UnansweredWrite.LookAsync(() => HeadOnceAsync(key, null, token));

    private static string HashOf(RequestBody body, bool isEncrypted) => body.TrailerAlgorithm is null
        ? body.Sha256Hex ?? WireRequest.UnsignedPayload
        : isEncrypted ? ChunkedContent.Unsigned : ChunkedContent.Signed;

    private PayloadContent PayloadOf(RequestBody body, string key, StallGuard guard) => body.TrailerAlgorithm is { } trailing
        ? new ChunkedContent(body, trailing, signsChunks: !client.Wire.IsEncrypted, requests.PlaceOf(key), guard, pace.Send)
        : new PayloadContent(body, requests.PlaceOf(key), guard, pace.Send);

    private WireRequest NewPut(string key, RequestBody body, PayloadContent payload, string? encoding)
    {
        var request = new WireRequest(HttpMethod.Put, key) { Content = payload, PayloadHash = HashOf(body, client.Wire.IsEncrypted) };
        WireHeaders.Write(request, body, encoding, dialect.TakesContentMd5);
        return request;
    }

    private async Task<ReceivedObject> ReceivedAsync(string key, WireAnswer answer, ByteRange? range, CancellationToken cancellationToken)
    {
        var facts = WireHeaders.Facts(answer, null);
        var length = answer.ContentLength ?? throw S3Refusal.WithoutLength();
        if (range is { } asked && (answer.Header("Content-Range") != asked.ContentRange(facts.Length) || length != asked.Length))
        {
            var told = answer.Header("Content-Range") ?? "the whole object";
            answer.Dispose();
            throw new StorageException(StoreProblems.RangeWrong(requests.PlaceOf(key), asked.ToString(), told), FailureKind.Broken);
        }

        return new(new ReceivedBody(await answer.OpenAsync(cancellationToken), requests.PlaceOf(key), length, pace, requests.Time), facts, answer);
    }
}
