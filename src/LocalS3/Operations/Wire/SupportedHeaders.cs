using System.Collections.Frozen;

namespace S3Sync.LocalS3.Operations.Wire;

/// <summary>The x-amz- headers that are understood here; any other asks for something that would silently not happen, so it is refused.</summary>
internal static class SupportedHeaders
{
    private static readonly FrozenSet<string> Known = new[]
    {
        "x-amz-acl", "x-amz-api-version", "x-amz-checksum-algorithm", "x-amz-checksum-crc32", "x-amz-checksum-crc32c", "x-amz-checksum-crc64nvme", "x-amz-checksum-mode",
        "x-amz-checksum-sha1", "x-amz-checksum-sha256", "x-amz-checksum-type", "x-amz-content-sha256", "x-amz-copy-source", "x-amz-copy-source-if-match",
        "x-amz-copy-source-if-modified-since", "x-amz-copy-source-if-none-match", "x-amz-copy-source-if-unmodified-since", "x-amz-copy-source-range",
        "x-amz-copy-source-server-side-encryption-customer-algorithm", "x-amz-copy-source-server-side-encryption-customer-key",
        "x-amz-copy-source-server-side-encryption-customer-key-md5", "x-amz-create-session-mode", "x-amz-date", "x-amz-decoded-content-length",
        "x-amz-expected-bucket-owner", "x-amz-max-parts", "x-amz-metadata-directive", "x-amz-mp-object-size", "x-amz-object-attributes",
        "x-amz-optional-object-attributes", "x-amz-part-number-marker", "x-amz-request-payer", "x-amz-s3session-token", "x-amz-sdk-checksum-algorithm",
        "x-amz-security-token", "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id",
        "x-amz-server-side-encryption-bucket-key-enabled", "x-amz-server-side-encryption-context", "x-amz-server-side-encryption-customer-algorithm",
        "x-amz-server-side-encryption-customer-key", "x-amz-server-side-encryption-customer-key-md5", "x-amz-source-expected-bucket-owner",
        "x-amz-storage-class", "x-amz-tagging", "x-amz-tagging-directive", "x-amz-te", "x-amz-trailer", "x-amz-user-agent", "x-amz-website-redirect-location",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses a request with a header that is not understood, or meant for another account.</summary>
    public static void Check(S3Request request)
    {
        foreach (var name in request.HeaderNames)
        {
            var isAmazons = name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase);
            if (isAmazons && !Known.Contains(name))
            {
                throw S3Errors.NotImplemented(name);
            }
        }

        CheckOwner(request.Header("x-amz-expected-bucket-owner"));
        CheckOwner(request.Header("x-amz-source-expected-bucket-owner"));
    }

    private static void CheckOwner(string? owner)
    {
        if (owner is not null and not Account.Number)
        {
            throw S3Errors.AccessDenied();
        }
    }
}
