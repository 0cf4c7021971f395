using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Internal.Util;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage.S3.Side;

namespace S3Sync.Storage.S3.Wire.Sdk;

/// <summary>From the options of one side to a client: credentials, region, endpoint and addressing. No request is sent here.</summary>
internal static class S3Connection
{
    private const string RegionOfCustomEndpoints = "us-east-1";

    /// <summary>
    /// The bucket's address when the options alone tell it: a URL with the bucket in the path, keys (or none that sign) and region. Null when the SDK must look into
    /// its files, its environment or its endpoint rules.
    /// </summary>
    public static WireEndpoint? PlainEndpoint(S3Location location, S3SideOptions side) =>
        side is { EndpointUrl: { } url, Region: { Length: > 0 } region, Accelerate: false } && IdentityOf(side) is not null && !location.IsDirectoryBucket
        && EndpointOf(location, url) is var endpoint && (side.ForcePathStyle || HasNoSubdomains(endpoint.Host))
            ? WireEndpoint.InPath(endpoint, location.Bucket, region)
            : null;

    /// <summary>Who signs when the options alone tell it; null when the SDK must look into its files or its environment.</summary>
    public static WireIdentity? IdentityOf(S3SideOptions side) => side switch
    {
        { NoSignRequest: true } => new WireIdentity.Nobody(),
        { AccessKey: { } key, SecretAccessKey: { } secret, Role: null } => new WireIdentity.Fixed(new(key, secret, side.SessionToken)),
        _ => null,
    };

    /// <summary>Makes the side's client, or throws <see cref="SyncException"/> naming the option that is missing or wrong.</summary>
    public static WireClient Open(S3Location location, S3SideOptions side, SideConnections connections, SideHeaders headers, TimeProvider time)
    {
        var config = Configure(location, side, connections, headers);
        var role = side is { Role: { } assumed, NoSignRequest: false } ? new RoleSession(assumed, RegionOf(side), connections, time) : null;
        return (role ?? CredentialsOf(location, side)) is { } credentials ? new WireClient(credentials, config) : new WireClient(config);
    }

    /// <summary>The endpoint as people know it: the given URL, or AWS with the region.</summary>
    public static string NameOf(IClientConfig config) => config.ServiceURL ?? $"AWS ({config.RegionEndpoint?.SystemName})";

    private static WireConfig Configure(S3Location location, S3SideOptions side, SideConnections connections, SideHeaders headers)
    {
        var config = new WireConfig
        {
            Connections = connections,
            Headers = headers,

            // The funnel retries, and only it: two layers would multiply.
            MaxErrorRetry = 0,
            RetryMode = RequestRetryMode.Standard,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            AllowAutoRedirect = false,
            ForcePathStyle = side.ForcePathStyle,
            BufferSize = 128 << 10,
            LogResponse = false,
            UseArnRegion = true,
            UseAccelerateEndpoint = side.Accelerate,
        };
        var region = RegionOf(side);
        if (side.EndpointUrl is { } url)
        {
            var endpoint = EndpointOf(location, url);
            config.ServiceURL = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
            config.AuthenticationRegion = region?.SystemName ?? RegionOfCustomEndpoints;
            config.ForcePathStyle |= HasNoSubdomains(endpoint.Host);

            // The SDK looks for a zone's own host name, which a custom endpoint does not have.
            config.DisableS3ExpressSessionAuth = true;
        }
        else
        {
            config.RegionEndpoint = region ?? throw new SyncException(StoreProblems.RegionMissing(location.ToString()));
        }

        return config;
    }

    private static Uri EndpointOf(S3Location location, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var endpoint) && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps)
            ? endpoint
            : throw new SyncException(StoreProblems.EndpointInvalid(location.ToString(), url));

    // bucket.127.0.0.1 is no host name, and bucket.localhost resolves on few machines.
    private static bool HasNoSubdomains(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _);

    private static AWSCredentials? CredentialsOf(S3Location location, S3SideOptions side)
    {
        if (side.NoSignRequest)
        {
            return new AnonymousAWSCredentials();
        }

        if (side is { AccessKey: { } accessKey, SecretAccessKey: { } secret })
        {
            return string.IsNullOrEmpty(side.SessionToken)
                ? new BasicAWSCredentials(accessKey, secret)
                : new SessionAWSCredentials(accessKey, secret, side.SessionToken);
        }

        return side.Profile is { } profile ? CredentialsOf(location, side, profile) : null;
    }

    private static AWSCredentials CredentialsOf(S3Location location, S3SideOptions side, string name)
    {
        var files = new CredentialProfileStoreChain(side.SharedCredentialsFile);
        if (!files.TryGetProfile(name, out var profile))
        {
            throw new SyncException(StoreProblems.ProfileMissing(location.ToString(), name, side.SharedCredentialsFile is { } file ? $"\"{file}\"" : "the AWS credentials files"));
        }

        try
        {
            return AWSCredentialsFactory.GetAWSCredentials(profile, files);
        }
        catch (Exception exception) when (exception is AmazonClientException or InvalidDataException or ArgumentException)
        {
            throw new SyncException(StoreProblems.ProfileUnusable(location.ToString(), name, exception.Message), exception);
        }
    }

    // Never the instance metadata service: on a machine that has none it is seconds of silence.
    private static RegionEndpoint? RegionOf(S3SideOptions side)
    {
        if ((side.Region ?? RegionOfProfile(side)) is { Length: > 0 } name)
        {
            return RegionEndpoint.GetBySystemName(name);
        }

        return FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false);
    }

    private static string? RegionOfProfile(S3SideOptions side)
    {
        if (side.Profile is not { } name)
        {
            return null;
        }

        if (side.ConfigFile is { } file && new ProfileIniFile(file, profileMarkerRequired: name != "default").TryGetSection(name, isSsoSession: false, isServicesSection: false, out var section, out _)
            && section.TryGetValue("region", out var region))
        {
            return region;
        }

        return new CredentialProfileStoreChain(side.SharedCredentialsFile).TryGetProfile(name, out var profile) ? profile.Region?.SystemName : null;
    }
}
