using S3Sync.Options;
using S3Sync.Storage.S3.Values;
using Header = System.Collections.Generic.KeyValuePair<string, string>;

namespace S3Sync.Storage.S3.Side;

/// <summary>
/// What the requests of one side carry because of its options: who pays, which encryption, which customer key, which ACL; by operation, as the
/// request syntax of each in the Amazon S3 API Reference has it. Made once; without such options every list is empty.
/// </summary>
internal sealed class SideHeaders
{
    private const string Encryption = "x-amz-server-side-encryption";
    private const string Acl = "x-amz-acl";
    private const string CustomerKey = Encryption + "-customer-";
    private const string CopySourceKey = "x-amz-copy-source-server-side-encryption-customer-";

    private readonly string? _encryption;

    public SideHeaders(S3SideOptions side, S3StoreSettings settings)
    {
        // "CopyObject", Amazon S3 API Reference: the header speaks of both buckets.
        Header[] payer = Payer(side.RequestPayer), copyPayer = Payer(side.RequestPayer || settings.CopySource.RequestPayer);
        Header[] key = Customer(side, CustomerKey), sourceKey = Customer(settings.CopySource, CopySourceKey);
        Header[] encryption = Given((Encryption, settings.Protection.Encryption), (Encryption + "-aws-kms-key-id", settings.Protection.KmsKeyId));
        Header[] kept = [.. key, .. encryption, .. Given((Acl, settings.Protection.Acl))];
        Plain = payer;
        OfContent = [.. payer, .. key];
        OfNewObject = [.. payer, .. kept];
        OfCopy = [.. copyPayer, .. kept, .. sourceKey];
        OfCopiedPart = [.. copyPayer, .. key, .. sourceKey];
        OfSession = encryption;
        _encryption = key.Length > 0 ? ObjectFacts.CustomerEncryption : settings.Protection.Encryption;
        UsesCustomerKey = key.Length > 0;
    }

    /// <summary>Listings, deletes, tags, and what is left of an upload.</summary>
    public Header[] Plain { get; }

    /// <summary>GetObject, HeadObject, GetObjectAttributes, UploadPart, ListParts and CompleteMultipartUpload.</summary>
    public Header[] OfContent { get; }

    /// <summary>PutObject and CreateMultipartUpload.</summary>
    public Header[] OfNewObject { get; }

    /// <summary>PutObject of an object with an ACL of its own; null for the one that the options say.</summary>
    public Header[] OfObjectWith(string? acl) => acl is null ? OfNewObject : [.. OfNewObject.Where(static header => header.Key != Acl), new(Acl, acl)];

    /// <summary>CopyObject.</summary>
    public Header[] OfCopy { get; }

    /// <summary>UploadPartCopy.</summary>
    public Header[] OfCopiedPart { get; }

    /// <summary>CreateSession: "you can't override the values of the encryption settings" of a directory bucket's session later.</summary>
    public Header[] OfSession { get; }

    /// <summary>Whether a customer's key goes with requests.</summary>
    public bool UsesCustomerKey { get; }

    /// <summary>How what was written is encrypted: as the answer tells, or as it was asked when the answer is silent. It says what an ETag speaks of.</summary>
    public StoredAnswer Encrypted(StoredAnswer answer) => answer.Encryption is null && _encryption is not null ? answer with { Encryption = _encryption } : answer;

    private static Header[] Payer(bool pays) => pays ? [new("x-amz-request-payer", "requester")] : [];

    private static Header[] Customer(S3SideOptions side, string prefix) =>
        Given((prefix + "algorithm", side.CustomerKeyAlgorithm), (prefix + "key", side.CustomerKey), (prefix + "key-md5", side.CustomerKeyMd5));

    private static Header[] Given(params ReadOnlySpan<(string Name, string? Value)> headers)
    {
        var given = new List<Header>();
        foreach (var (name, value) in headers)
        {
            if (value is not null)
            {
                given.Add(new(name, value));
            }
        }

        return [.. given];
    }
}
