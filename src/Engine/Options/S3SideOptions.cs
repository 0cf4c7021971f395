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

    /// <summary>The endpoint is this process's own and goes with it: no record of the run names it.</summary>
    public bool IsOwnEndpoint { get; init; }

    /// <summary>Names the place and the profile alone: a dump of the options must not carry a secret.</summary>
    public override string ToString() => $"S3SideOptions {{ EndpointUrl = {EndpointUrl}, Region = {Region}, Profile = {Profile} }}";
}

/// <summary>
/// An IAM role whose temporary keys sign the requests of a side. They are given for a token that says who runs this, and asked for anew before
/// they end, as often as a long run needs it. "AssumeRoleWithWebIdentity", AWS STS API Reference.
/// </summary>
public sealed record AssumedRole
{
    /// <summary>The role's ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>
    /// Fetches a new identity token (OpenID Connect) each time it is called. A secret: never shown. What it throws as
    /// <see cref="Problems.SyncException"/> ends the run with that problem.
    /// </summary>
    public required Func<CancellationToken, Task<string>> FetchToken { get; init; }

    /// <summary>The session's name, as it stands in the account's logs.</summary>
    public string SessionName { get; init; } = "s3sync";

    /// <summary>How long the keys are asked for; the role's own limit is at least an hour.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>An http or https URL in place of AWS's own STS of the side's region.</summary>
    public string? StsEndpoint { get; init; }

    /// <summary>Told of the keys each time new ones were issued, before they are used: a host that shows logs keeps them out of those.</summary>
    public Action<IssuedKeys> Issued { get; init; } = static _ => { };

    /// <summary>Names the role alone.</summary>
    public override string ToString() => $"AssumedRole {{ Arn = {Arn}, SessionName = {SessionName} }}";
}

/// <summary>Temporary keys that were issued. A secret: never shown.</summary>
/// <param name="AccessKey">The access key id.</param>
/// <param name="SecretAccessKey">Its secret half.</param>
/// <param name="SessionToken">The session token.</param>
public sealed record IssuedKeys(string AccessKey, string SecretAccessKey, string SessionToken)
{
    /// <summary>Names the id alone: a dump must not carry a secret.</summary>
    public override string ToString() => $"IssuedKeys {{ AccessKey = {AccessKey} }}";
}
