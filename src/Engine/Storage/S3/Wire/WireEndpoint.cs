using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Problems;
using Endpoint = Amazon.Runtime.Endpoints.Endpoint;

namespace S3Sync.Storage.S3.Wire;

/// <summary>Where the requests to one bucket go and how they are signed, by the SDK's own endpoint rules.</summary>
/// <param name="Origin">Scheme and authority, without a slash at the end.</param>
/// <param name="Host">The Host header.</param>
/// <param name="Root">The escaped path of the bucket, without a slash at the end: <c>/bucket</c>, or nothing when the host names it.</param>
/// <param name="Region">The region of the signature.</param>
/// <param name="Service">The service of the signature: <c>s3</c> or <c>s3express</c>.</param>
/// <param name="UsesSessions">Requests are signed with the bucket's session credentials. "CreateSession", Amazon S3 API Reference.</param>
internal sealed record WireEndpoint(string Origin, string Host, string Root, string Region, string Service, bool UsesSessions)
{
    /// <summary>Whether the connection itself protects what is sent.</summary>
    public bool IsEncrypted => Origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>A URL whose buckets are in the path: what the SDK's rules say of it needs no rules.</summary>
    public static WireEndpoint InPath(Uri url, string bucket, string region)
    {
        var root = new System.Text.StringBuilder(url.AbsolutePath.TrimEnd('/')).Append('/');
        UriText.Append(root, bucket, keepSlashes: false);
        return new(url.GetLeftPart(UriPartial.Authority), url.Authority, root.ToString(), region, "s3", UsesSessions: false);
    }

    /// <summary>Where a redirect leads; null when that is nowhere, no better protected place, or a stranger.</summary>
    public WireEndpoint? LedTo(Uri? place) =>
        place is { IsAbsoluteUri: true } && place.GetLeftPart(UriPartial.Authority) != Origin && (place.Scheme == Uri.UriSchemeHttps || (place.Scheme == Uri.UriSchemeHttp && !IsEncrypted))
        && (place.Host == new Uri(Origin).Host || (IsAws(place.Host) && IsAws(new Uri(Origin).Host)))
            ? this with { Origin = place.GetLeftPart(UriPartial.Authority), Host = place.Authority }
            : null;

    private static bool IsAws(string host) =>
        host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase);

    /// <summary>Asks the SDK's rules; no request is sent.</summary>
    /// <exception cref="SyncException">
    /// The rules know no address for the name, or the bucket wants a signature that only the native AWS runtime makes (a multi-region access point).
    /// </exception>
    public static WireEndpoint Of(AmazonS3Client client, string bucket)
    {
        var endpoint = Resolve(client, bucket);
        var url = new Uri(endpoint.URL);
        var scheme = SchemeOf(endpoint);
        var name = scheme?["name"] as string ?? "sigv4";
        if (name is not ("sigv4" or "sigv4-s3express"))
        {
            throw new SyncException(StoreProblems.SigningUnsupported($"s3://{bucket}", name));
        }

        return new(
            url.GetLeftPart(UriPartial.Authority),
            url.Authority,
            url.AbsolutePath.TrimEnd('/'),
            scheme?["signingRegion"] as string ?? client.Config.AuthenticationRegion ?? client.Config.RegionEndpoint.SystemName,
            scheme?["signingName"] as string ?? "s3",
            name == "sigv4-s3express");
    }

    private static Endpoint Resolve(AmazonS3Client client, string bucket)
    {
        try
        {
            return client.DetermineServiceOperationEndpoint(new GetObjectRequest { BucketName = bucket, Key = "key" });
        }
        catch (AmazonClientException exception)
        {
            throw new SyncException(StoreProblems.BucketUnaddressable($"s3://{bucket}", exception.Message), exception);
        }
    }

    private static IPropertyBag? SchemeOf(Endpoint endpoint) =>
        (endpoint.Attributes?["authSchemes"] as IEnumerable<object>)?.OfType<IPropertyBag>().FirstOrDefault();
}
