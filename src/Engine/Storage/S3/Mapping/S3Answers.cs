using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace S3Sync.Storage.S3.Mapping;

/// <summary>
/// Answers that look like success and are none: CopyObject, UploadPartCopy and CompleteMultipartUpload may send 200 first and an error in
/// the body later ("CopyObject", Amazon S3 API Reference). They are put into the form of an error, so that the funnel treats them as one.
/// </summary>
internal static class S3Answers
{
    /// <summary>A 200 without the result it must have.</summary>
    public static AmazonS3Exception Incomplete() =>
        new("the answer has no result in it", ErrorType.Receiver, "InternalError", null, HttpStatusCode.OK);

    /// <summary>
    /// Whether a failure tells that the store did nothing: it refused, or was never reached. Anything else leaves open what it did: an answer
    /// that was lost, cut or not awaited, a failure inside the store, a gateway that gave up.
    /// </summary>
    public static bool IsWithoutEffect(Exception exception) => exception switch
    {
        AmazonServiceException answer => IsRefusal(answer.StatusCode),
        HttpErrorResponseException { Response: { } response } => IsRefusal(response.StatusCode),
        AmazonClientException => true,
        HttpRequestException transport => transport.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        _ => false,
    };

    private static bool IsRefusal(HttpStatusCode status) => status is HttpStatusCode.NotImplemented or HttpStatusCode.ServiceUnavailable
        or (>= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError);
}
