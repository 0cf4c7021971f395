using System.Globalization;
using System.Security.Cryptography;
using S3Sync.Integrity;
using S3Sync.LocalS3.Objects;

namespace S3Sync.LocalS3.Operations.Content;

/// <summary>Makes entity tags: of the content's MD5 where S3 does so, opaque ones elsewhere. "Object", Amazon S3 API Reference.</summary>
internal static class ETags
{
    /// <summary>The tag of content that came in one piece.</summary>
    public static string OfContent(Bucket bucket, Encryption encryption, byte[] md5) =>
        IsDigest(bucket, encryption) ? ETag.OfContent(md5).Value : Opaque();

    /// <summary>The tag of content that was completed from parts.</summary>
    public static string OfParts(Bucket bucket, Encryption encryption, IReadOnlyList<StoredPart> parts) =>
        IsDigest(bucket, encryption)
            ? ETag.OfParts(parts.Select(part => Convert.FromHexString(part.ETag))).Value
            : string.Create(CultureInfo.InvariantCulture, $"{Opaque()}-{parts.Count}");

    private static bool IsDigest(Bucket bucket, Encryption encryption) => encryption.HasDigestETag && !bucket.IsDirectory;

    private static string Opaque() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
