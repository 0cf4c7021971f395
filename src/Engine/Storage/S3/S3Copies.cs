using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Storage.S3.Mapping;
using S3Sync.Storage.S3.Values;
using S3Sync.Storage.S3.Wire;
using ByteRange = S3Sync.Storage.S3.Values.ByteRange;

namespace S3Sync.Storage.S3;

/// <summary>Server-side copies into one bucket, on the target's client.Sdk. Keys are full keys; a failure is a <see cref="StorageException"/>.</summary>
internal sealed class S3Copies(S3Requests requests, S3Client client, S3Objects objects, S3Dialect dialect)
{
    /// <summary>Copies a whole object of at most 5 GiB; tags are carried by the store unless <paramref name="headers"/> has some, or stands in place of them.</summary>
    public Task<StoredAnswer> CopyAsync(CopySource source, string key, ObjectHeaders headers, AskedChecksum? checksum, CancellationToken cancellationToken)
    {
        var once = source.IsItself ? null : objects.Once(key, headers, null, source.IfMatch);
        return dialect.OfferChecksumAsync(checksum is { IsOptional: true }, withChecksum => requests.SendAsync(
            S3Call.Copy,
            key,
            guard => once is null ? CopyOnceAsync(withChecksum, guard) : once.AttemptAsync(() => CopyOnceAsync(withChecksum, guard), guard.Token),
            cancellationToken));

        async Task<StoredAnswer> CopyOnceAsync(bool withChecksum, StallGuard guard)
        {
            var answer = await client.Sdk.CopyObjectAsync(CopyOf(source, key, headers, withChecksum ? checksum : null), guard.Token);
            return client.Headers.Encrypted(S3Headers.Stored(
                answer.ETag ?? throw S3Refusal.Incomplete(),
                S3Headers.Checksums(answer.ChecksumCRC64NVME, answer.ChecksumCRC32C, answer.ChecksumCRC32, answer.ChecksumSHA1, answer.ChecksumSHA256),
                answer.VersionId,
                answer.ServerSideEncryptionMethod?.Value));
        }
    }

    /// <summary>Copies a range into a part.</summary>
    public Task<StoredAnswer> CopyPartAsync(CopySource source, ByteRange range, string key, string uploadId, int partNumber, CancellationToken cancellationToken) =>
        requests.SendAsync(S3Call.Copy, key, async guard =>
        {
            var request = new CopyPartRequest
            {
                SourceBucket = source.Bucket,
                SourceKey = source.Name.Key,
                SourceVersionId = source.Name.VersionId,
                ETagToMatch = [source.IfMatch.Quoted()],
                FirstByte = range.Offset,
                LastByte = range.Last,
                DestinationBucket = requests.Bucket,
                DestinationKey = key,
                UploadId = uploadId,
                PartNumber = partNumber,
            };
            var answer = await client.Sdk.CopyPartAsync(request, guard.Token);
            return client.Headers.Encrypted(S3Headers.Stored(
                answer.ETag ?? throw S3Refusal.Incomplete(),
                S3Headers.Checksums(answer.ChecksumCRC64NVME, answer.ChecksumCRC32C, answer.ChecksumCRC32, answer.ChecksumSHA1, answer.ChecksumSHA256),
                null,
                answer.ServerSideEncryptionMethod?.Value));
        }, cancellationToken);

    private CopyObjectRequest CopyOf(CopySource source, string key, ObjectHeaders headers, AskedChecksum? checksum)
    {
        var request = new CopyObjectRequest
        {
            SourceBucket = source.Bucket,
            SourceKey = source.Name.Key,
            SourceVersionId = source.Name.VersionId,
            ETagToMatch = source.IfMatch.Quoted(),
            DestinationBucket = requests.Bucket,
            DestinationKey = key,
            MetadataDirective = S3MetadataDirective.REPLACE,
            ChecksumAlgorithm = checksum is { Algorithm: var algorithm } ? S3Checksums.Named(algorithm) : null,
            WebsiteRedirectLocation = headers.WebsiteRedirect,
            StorageClass = headers.StorageClass,
            IfMatch = headers.Condition?.IfMatch?.Quoted(),
            IfNoneMatch = headers.Condition?.IfNoneMatch,
        };
        if (headers.ReplacesTags || headers.Tags.Count > 0)
        {
            (request.TagSet, request.TaggingDirective) = (S3Headers.TagSet(headers), TaggingDirective.REPLACE);
        }

        S3Headers.Write(headers, request.Headers, request.Metadata);
        return request;
    }
}
