namespace S3Sync.LocalS3.Operations.Wire;

/// <summary>The one account that owns everything here.</summary>
internal static class Account
{
    /// <summary>The account's number, for x-amz-expected-bucket-owner.</summary>
    public const string Number = "000000000000";

    /// <summary>The canonical user id, as ACLs and listings show it.</summary>
    public const string CanonicalId = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The name beside it.</summary>
    public const string DisplayName = "locals3";
}
