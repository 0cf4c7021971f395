using Amazon.S3;
using Amazon.S3.Model;

namespace S3Sync.Conformance.Tests.World;

/// <summary>Puts an object in parts of 5 MiB, with what a request for one PUT asks for.</summary>
internal static class PartsUpload
{
    private const int PartSize = 5 << 20;

    public static async Task PutAsync(IAmazonS3 client, PutObjectRequest asked, byte[] content)
    {
        var upload = await client.InitiateMultipartUploadAsync(Beginning(asked));
        var parts = new List<PartETag>();
        for (var at = 0; at < content.Length; at += PartSize)
        {
            var part = await client.UploadPartAsync(Part(asked, upload.UploadId, parts.Count + 1, content.AsSpan(at, Math.Min(PartSize, content.Length - at)).ToArray()));
            parts.Add(new(part.PartNumber ?? parts.Count + 1, part.ETag));
        }

        await client.CompleteMultipartUploadAsync(new() { BucketName = asked.BucketName, Key = asked.Key, UploadId = upload.UploadId, PartETags = parts });
    }

    private static InitiateMultipartUploadRequest Beginning(PutObjectRequest asked)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = asked.BucketName,
            Key = asked.Key,
            StorageClass = asked.StorageClass,
            TagSet = asked.TagSet,
            WebsiteRedirectLocation = asked.WebsiteRedirectLocation,
        };
        foreach (var name in asked.Headers.Keys)
        {
            request.Headers[name] = asked.Headers[name];
        }

        foreach (var name in asked.Metadata.Keys)
        {
            request.Metadata[name] = asked.Metadata[name];
        }

        return request;
    }

    // Without a checksum of the SDK's own, which the upload was not begun with.
    private static UploadPartRequest Part(PutObjectRequest asked, string uploadId, int number, byte[] content) => new()
    {
        BucketName = asked.BucketName,
        Key = asked.Key,
        UploadId = uploadId,
        PartNumber = number,
        InputStream = new MemoryStream(content),
        UseChunkEncoding = false,
    };
}
