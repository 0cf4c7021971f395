using Amazon.S3.Model;
using S3Sync.Integrity;
using S3Sync.Storage.S3.Values;
using Checksum = S3Sync.Integrity.Checksum;

namespace S3Sync.Storage.S3.Mapping;

/// <summary>Between the SDK's requests and answers and our values: headers, user metadata, checksums.</summary>
internal static class S3Headers
{
    private const string MetadataPrefix = "x-amz-meta-";

    /// <summary>What S3 itself assumes. Without it the SDK would guess from the key's extension, or say text/plain.</summary>
    public const string UnknownType = "binary/octet-stream";

    /// <summary>Writes the content headers and the user metadata of a new object.</summary>
    public static void Write(ObjectHeaders from, HeadersCollection headers, MetadataCollection metadata)
    {
        headers.ContentType = from.ContentType ?? UnknownType;
        Set(headers, "Cache-Control", from.CacheControl);
        Set(headers, "Content-Disposition", from.ContentDisposition);
        Set(headers, "Content-Encoding", from.ContentEncoding);
        Set(headers, "Content-Language", from.ContentLanguage);
        Set(headers, "Expires", from.Expires);
        Set(headers, "x-amz-acl", from.Acl);
        foreach (var (name, value) in from.Protection)
        {
            Set(headers, name, value);
        }

        foreach (var (name, value) in from.UserMetadata)
        {
            metadata[MetadataPrefix + name] = value;
        }
    }

    /// <summary>The tags as the SDK takes them; null for none, which leaves the header out.</summary>
    public static List<Tag>? TagSet(ObjectHeaders from) =>
        from.Tags.Count == 0 ? null : [.. from.Tags.Select(static tag => new Tag { Key = tag.Key, Value = tag.Value })];

    /// <summary>What a write was answered with.</summary>
    public static StoredAnswer Stored(string? etag, IReadOnlyList<Checksum> checksums, string? versionId, string? encryption) =>
        new(string.IsNullOrEmpty(etag) ? null : ETag.Parse(etag), checksums, Version(versionId), Told(encryption));

    // The SDK gives an empty word for a header that was not sent; endpoints without encryption by default (Ceph RGW) send none.
    private static string? Told(string? word) => string.IsNullOrEmpty(word) ? null : word;

    /// <summary>The values that are there.</summary>
    public static IReadOnlyList<Checksum> Checksums(string? crc64Nvme, string? crc32C, string? crc32, string? sha1, string? sha256)
    {
        var found = new List<Checksum>(1);
        Add(ChecksumAlgorithm.Crc64Nvme, crc64Nvme);
        Add(ChecksumAlgorithm.Crc32C, crc32C);
        Add(ChecksumAlgorithm.Crc32, crc32);
        Add(ChecksumAlgorithm.Sha1, sha1);
        Add(ChecksumAlgorithm.Sha256, sha256);
        return found;

        void Add(ChecksumAlgorithm algorithm, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                found.Add(Checksum.Parse(algorithm, value));
            }
        }
    }

    private static void Set(HeadersCollection headers, string name, string? value)
    {
        if (value is not null)
        {
            headers[name] = value;
        }
    }

    // An unversioned bucket answers nothing or "null": that names no version of its own.
    private static string? Version(string? id) => id is null or "" or "null" ? null : id;
}
