namespace S3Sync.Options;

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
