using System.Net;
using Amazon.Runtime;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Storage.S3.Mapping;

/// <summary>What a failed attempt may have done at the store.</summary>
internal static class S3Answers
{
    /// <summary>
    /// Whether a failure tells that the store did nothing: it refused, or was never reached. Anything else leaves open what it did: an answer
    /// that was lost, cut or not awaited, a failure inside the store, a gateway that gave up.
    /// </summary>
    public static bool IsWithoutEffect(Exception exception) => S3Refusal.Of(exception) is { } refusal ? IsRefusal(refusal.Status) : exception switch
    {
        AmazonClientException => true,
        HttpRequestException transport => transport.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        _ => false,
    };

    private static bool IsRefusal(HttpStatusCode status) => status is HttpStatusCode.NotImplemented or HttpStatusCode.ServiceUnavailable
        or (>= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError);
}
