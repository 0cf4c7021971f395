using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Sync.Engine.Tests.Road;

/// <summary>The buckets of one test, under names that no other test and nobody else has.</summary>
internal sealed class RoadBuckets(IAmazonS3 client)
{
    private readonly string _prefix = $"road-{RandomNumberGenerator.GetHexString(10, lowercase: true)}-";
    private readonly List<string> _made = [];

    /// <summary>The name on the server of a bucket that the test calls <paramref name="bucket"/>.</summary>
    public string Name(string bucket) => _prefix + bucket;

    public async Task MakeAsync(string bucket)
    {
        await client.PutBucketAsync(Name(bucket));
        _made.Add(Name(bucket));
    }

    /// <summary>Removes the buckets with all that is in them.</summary>
    public async Task RemoveAsync()
    {
        foreach (var bucket in _made)
        {
            await AbortUploadsAsync(bucket);
            await DeleteVersionsAsync(bucket);
            await client.DeleteBucketAsync(bucket);
        }
    }

    private async Task AbortUploadsAsync(string bucket)
    {
        foreach (var upload in (await client.ListMultipartUploadsAsync(bucket)).MultipartUploads ?? [])
        {
            await client.AbortMultipartUploadAsync(bucket, upload.Key, upload.UploadId);
        }
    }

    // The plain SDK drops a leading slash in path style; a list of keys in a body says each as it is.
    private async Task DeleteVersionsAsync(string bucket)
    {
        while ((await client.ListVersionsAsync(bucket)).Versions is { Count: > 0 } versions)
        {
            await client.DeleteObjectsAsync(new() { BucketName = bucket, Objects = [.. versions.Select(static version => new KeyVersion { Key = version.Key, VersionId = version.VersionId })] });
        }
    }
}
