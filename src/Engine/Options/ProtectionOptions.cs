namespace S3Sync.Options;

/// <summary>How written objects are encrypted and who may read them; of the target.</summary>
public sealed record ProtectionOptions
{
    /// <summary>Server-side encryption: <c>AES256</c>, <c>aws:kms</c> or <c>aws:kms:dsse</c>; null for the bucket's default.</summary>
    public string? Encryption { get; init; }

    /// <summary>The KMS key for <c>aws:kms</c> and <c>aws:kms:dsse</c>; null for the account's default key.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The canned ACL of written objects; null for the bucket's default.</summary>
    public string? Acl { get; init; }
}
