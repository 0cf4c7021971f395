namespace S3Sync.Options;

/// <summary>How one S3 endpoint is reached.</summary>
public sealed record S3SideOptions
{
    /// <summary>The profile of the shared credentials files.</summary>
    public string? Profile { get; init; }

    /// <summary>The access key id.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret half of the access key. A secret: never shown.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>The session token of temporary credentials. A secret: never shown.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The role whose temporary keys sign, in place of keys or a profile; null for none.</summary>
    public AssumedRole? Role { get; init; }

    /// <summary>The region; by default the profile's or the environment's one.</summary>
    public string? Region { get; init; }

    /// <summary>An http or https URL in place of AWS's own endpoints.</summary>
    public string? EndpointUrl { get; init; }

    /// <summary>Put the bucket's name in the path, not in the host name.</summary>
    public bool ForcePathStyle { get; init; }

    /// <summary>The AWS config file; by default the SDK's own choice.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The AWS shared credentials file; by default the SDK's own choice.</summary>
    public string? SharedCredentialsFile { get; init; }

    /// <summary>Use Amazon S3 Transfer Acceleration.</summary>
    public bool Accelerate { get; init; }

    /// <summary>Agree to pay for requests to a Requester Pays bucket.</summary>
    public bool RequestPayer { get; init; }

    /// <summary>Ask without a signature: for public buckets.</summary>
    public bool NoSignRequest { get; init; }

    /// <summary>The customer key of SSE-C in base64, 32 bytes of it; null for none. A secret: never shown.</summary>
    public string? CustomerKey { get; init; }

    /// <summary>The MD5 of the customer key in base64.</summary>
    public string? CustomerKeyMd5 { get; init; }

    /// <summary>The algorithm of SSE-C: AES256; null for no customer key.</summary>
    public string? CustomerKeyAlgorithm { get; init; }

    /// <summary>Names the place and the profile alone: a dump of the options must not carry a secret.</summary>
    public override string ToString() => $"S3SideOptions {{ EndpointUrl = {EndpointUrl}, Region = {Region}, Profile = {Profile} }}";
}
