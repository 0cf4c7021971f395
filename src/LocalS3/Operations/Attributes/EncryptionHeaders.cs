using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Attributes;

/// <summary>The x-amz-server-side-encryption family: what is asked for, and what is echoed.</summary>
internal static class EncryptionHeaders
{
    private const string Name = "x-amz-server-side-encryption";
    private const string DefaultKmsKey = "arn:aws:kms:us-east-1:" + Account.Number + ":key/aws-s3";

    /// <summary>Reads the headers of a write.</summary>
    public static Encryption Read(S3Request request)
    {
        var (algorithm, customer) = (request.Header(Name), CustomerKey.Of(request));
        if (customer is not null)
        {
            return algorithm is null
                ? new(Algorithm: null) { CustomerKey = CustomerKeyLock.Of(customer.Key) }
                : throw S3Errors.InvalidArgument(Name, algorithm, "Server Side Encryption with Customer provided key is incompatible with the encryption method specified");
        }

        return algorithm switch
        {
            null or "AES256" when request.Header(Name + "-aws-kms-key-id") is { } key =>
                throw S3Errors.InvalidArgument(Name, key, "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms or aws:kms:dsse"),
            null or "AES256" => Encryption.Default,
            "aws:kms" or "aws:kms:dsse" => Kms(request, algorithm),
            _ => throw S3Errors.InvalidArgument(Name, algorithm, "The encryption method specified is not supported"),
        };
    }

    /// <summary>Tells how an object is encrypted.</summary>
    public static void Answer(S3Request request, Encryption encryption)
    {
        request.Answer(Name, encryption.Algorithm);
        request.Answer(Name + "-aws-kms-key-id", encryption.KmsKeyId);
        request.Answer(Name + "-bucket-key-enabled", encryption.BucketKey ? "true" : null);
        if (encryption.CustomerKey is { } key)
        {
            request.Answer(CustomerKey.Prefix + "algorithm", "AES256");
            request.Answer(CustomerKey.Prefix + "key-MD5", key.KeyMd5);
        }
    }

    private static Encryption Kms(S3Request request, string algorithm) => new(algorithm)
    {
        KmsKeyId = request.Header(Name + "-aws-kms-key-id") ?? DefaultKmsKey,
        BucketKey = string.Equals(request.Header(Name + "-bucket-key-enabled"), "true", StringComparison.OrdinalIgnoreCase),
    };
}
