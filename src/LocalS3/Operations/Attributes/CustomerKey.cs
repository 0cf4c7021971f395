using System.Security.Cryptography;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Attributes;

/// <summary>A customer's encryption key as a request brings it (SSE-C). "Using server-side encryption with customer-provided keys", Amazon S3 User Guide.</summary>
/// <param name="Key">The 32 bytes.</param>
internal sealed record CustomerKey(byte[] Key)
{
    /// <summary>The headers' beginning, for the object that is named.</summary>
    public const string Prefix = "x-amz-server-side-encryption-customer-";

    /// <summary>The headers' beginning, for a copy's source.</summary>
    public const string SourcePrefix = "x-amz-copy-source-server-side-encryption-customer-";

    /// <summary>Reads the three headers; null when none was sent.</summary>
    public static CustomerKey? Of(S3Request request, string prefix = Prefix)
    {
        var (algorithm, key, md5) = (request.Header(prefix + "algorithm"), request.Header(prefix + "key"), request.Header(prefix + "key-MD5"));
        if (algorithm is null && key is null && md5 is null)
        {
            return null;
        }

        if (algorithm != "AES256")
        {
            throw S3Errors.InvalidArgument(prefix + "algorithm", algorithm ?? string.Empty, "The encryption request you specified is not valid. Supported value: AES256.");
        }

        return new(Checked(key ?? string.Empty, md5 ?? string.Empty, prefix));
    }

    /// <summary>Refuses to open a content that is locked by another key, or by none.</summary>
    public static void RequireFor(CustomerKey? key, Encryption encryption)
    {
        if (encryption.CustomerKey is not { } held)
        {
            if (key is not null)
            {
                throw S3Errors.InvalidRequest("The encryption parameters are not applicable to this object.");
            }

            return;
        }

        if (key is null)
        {
            throw S3Errors.InvalidRequest("The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.");
        }

        if (!held.Fits(key.Key))
        {
            throw S3Errors.AccessDenied();
        }
    }

    private static byte[] Checked(string key, string md5, string prefix)
    {
        var bytes = new byte[32];
        if (!Convert.TryFromBase64String(key, bytes, out var length) || length != bytes.Length)
        {
            throw S3Errors.InvalidArgument(prefix + "key", string.Empty, "The secret key was invalid for the specified algorithm.");
        }

        return Convert.ToBase64String(MD5.HashData(bytes)) == md5
            ? bytes
            : throw S3Errors.InvalidArgument(prefix + "key-MD5", md5, "The calculated MD5 hash of the key did not match the hash that was provided.");
    }
}
