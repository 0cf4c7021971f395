using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace S3Sync.Conformance.Tests.World;

/// <summary>The buckets of one scenario, under names that nobody else has; a name that ends in <c>--x-s3</c> is a directory bucket's.</summary>
internal sealed class ScenarioBuckets(IAmazonS3 client)
{
    private readonly string _prefix = $"conf-{RandomNumberGenerator.GetHexString(10, lowercase: true)}-";
    private readonly List<string> _made = [];

    /// <summary>The name on the server of a bucket that the scenario calls <paramref name="bucket"/>.</summary>
    public string Name(string bucket) => _prefix + bucket;

    /// <summary>Whether a bucket of the server is one of this scenario's.</summary>
    public bool Owns(string? bucket) => bucket?.StartsWith(_prefix, StringComparison.Ordinal) == true;

    public async Task MakeAsync(string bucket, bool versioned)
    {
        await client.PutBucketAsync(Name(bucket));
        _made.Add(Name(bucket));
        if (versioned)
        {
            await client.PutBucketVersioningAsync(new() { BucketName = Name(bucket), VersioningConfig = new() { Status = VersionStatus.Enabled } });
        }
    }

    public async Task<IReadOnlyList<string>> KeysAsync(string bucket)
    {
        var keys = new List<string>();
        await foreach (var item in client.Paginators.ListObjectsV2(new() { BucketName = Name(bucket) }).S3Objects)
        {
            keys.Add(item.Key);
        }

        return keys;
    }

    /// <summary>Removes the buckets with all that is in them.</summary>
    public async Task RemoveAsync()
    {
        foreach (var bucket in _made)
        {
            foreach (var upload in (await client.ListMultipartUploadsAsync(bucket)).MultipartUploads ?? [])
            {
                await client.AbortMultipartUploadAsync(bucket, upload.Key, upload.UploadId);
            }

            await DeleteVersionsAsync(bucket);
            await client.DeleteBucketAsync(bucket);
        }
    }

    // The plain SDK drops a leading slash in path style; a list of keys in a body says each as it is. A directory bucket has no versions.
    private async Task DeleteVersionsAsync(string bucket)
    {
        if (bucket.EndsWith("--x-s3", StringComparison.Ordinal))
        {
            foreach (var item in (await client.ListObjectsV2Async(new() { BucketName = bucket })).S3Objects ?? [])
            {
                await client.DeleteObjectAsync(bucket, item.Key);
            }

            return;
        }

        while ((await client.ListVersionsAsync(bucket)).Versions is { Count: > 0 } versions)
        {
            await client.DeleteObjectsAsync(new() { BucketName = bucket, Objects = [.. versions.Select(static version => new KeyVersion { Key = version.Key, VersionId = version.VersionId })] });
        }
    }
}
