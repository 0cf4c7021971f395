using Amazon.S3.Model;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Storage.S3.Attributes;

/// <summary>The tags of stored objects, apart from their content. Keys are full keys; a failure is a <see cref="StorageException"/>.</summary>
internal sealed class S3Tags(S3Requests requests, S3Client client)
{
    /// <summary>The object's tags.</summary>
    public Task<IReadOnlyList<KeyValuePair<string, string>>> GetAsync(ObjectName name, CancellationToken cancellationToken) =>
        requests.SendAsync(S3Call.GetTags, name.Key, async guard =>
        {
            var request = new GetObjectTaggingRequest { BucketName = requests.Bucket, Key = name.Key, VersionId = name.VersionId };
            var answer = await client.Sdk.GetObjectTaggingAsync(request, guard.Token);
            return (IReadOnlyList<KeyValuePair<string, string>>)[.. (answer.Tagging ?? []).Select(static tag => KeyValuePair.Create(tag.Key, tag.Value))];
        }, cancellationToken);

    /// <summary>Replaces the object's tags; none removes them.</summary>
    public Task SetAsync(ObjectName name, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken) =>
        requests.SendAsync(tags.Count == 0 ? S3Call.DeleteTags : S3Call.PutTags, name.Key, async guard =>
        {
            if (tags.Count == 0)
            {
                return (await client.Sdk.DeleteObjectTaggingAsync(new() { BucketName = requests.Bucket, Key = name.Key, VersionId = name.VersionId }, guard.Token)).VersionId;
            }

            var request = new PutObjectTaggingRequest
            {
                BucketName = requests.Bucket,
                Key = name.Key,
                VersionId = name.VersionId,
                Tagging = new() { TagSet = [.. tags.Select(static tag => new Tag { Key = tag.Key, Value = tag.Value })] },
            };
            return (await client.Sdk.PutObjectTaggingAsync(request, guard.Token)).VersionId;
        }, cancellationToken);
}
