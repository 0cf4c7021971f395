using System.Security.Cryptography;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync;

/// <summary>What cannot be right about the two sides' encryption, acceleration and proxies, before anything is asked.</summary>
internal static class SideChecks
{
    private const int KeyBytes = 32;

    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<Problem> Check(Location source, Location target, SyncOptions options) =>
    [
        .. CustomerKey("source", options.SourceS3),
        .. CustomerKey("target", options.TargetS3),
        .. Encryption(options),
        .. Acceleration(source, options.SourceS3),
        .. Acceleration(target, options.TargetS3),
        .. new[] { options.Connection.HttpsProxy, options.Connection.HttpProxy }.OfType<string>().Where(static proxy => !IsProxy(proxy)).Select(static _ => RunProblems.ProxyInvalid()),
    ];

    private static IEnumerable<Problem> CustomerKey(string name, S3SideOptions side)
    {
        if (side is { CustomerKey: null, CustomerKeyMd5: null, CustomerKeyAlgorithm: null })
        {
            return [];
        }

        if (side is not { CustomerKey: { } key, CustomerKeyMd5: { } md5, CustomerKeyAlgorithm: "AES256" })
        {
            return [RunProblems.CustomerKeyIncomplete(name)];
        }

        var bytes = new byte[KeyBytes];
        return !Convert.TryFromBase64String(key, bytes, out var length) || length != KeyBytes ? [RunProblems.CustomerKeyInvalid(name)]
            : md5 != Md5Of(bytes) ? [RunProblems.CustomerKeyMd5Wrong(name, md5)]
            : [];
    }

    private static IEnumerable<Problem> Encryption(SyncOptions options)
    {
        if (options.Protection.Encryption is { } asked && options.TargetS3.CustomerKey is not null)
        {
            yield return RunProblems.EncryptedTwice(asked);
        }

        if (options.Protection.KmsKeyId is { } key && options.Protection.Encryption is not ("aws:kms" or "aws:kms:dsse"))
        {
            yield return RunProblems.KmsKeyWithoutKms(key);
        }
    }

    // "Configuring fast, secure file transfers using Amazon S3 Transfer Acceleration", Amazon S3 User Guide.
    private static IEnumerable<Problem> Acceleration(Location location, S3SideOptions side) =>
        side.Accelerate && location is S3Location bucket
        && (side.EndpointUrl is not null || side.ForcePathStyle || bucket.IsDirectoryBucket || bucket.Bucket.Contains('.', StringComparison.Ordinal))
            ? [RunProblems.AccelerationImpossible(bucket.ToString())]
            : [];

    private static bool IsProxy(string proxy) =>
        Uri.TryCreate(proxy, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.Host.Length > 0;

    private static string Md5Of(byte[] key) => Convert.ToBase64String(MD5.HashData(key));
}
