using System.Globalization;

namespace S3Sync.LocalS3.Authentication;

/// <summary>The refusals of a request's shape, signature and body, in S3's words. "List of error codes", Amazon S3 API Reference.</summary>
internal static class Refusals
{
    private const string Iso8601 = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static S3ErrorException InternalError() => new(500, "InternalError", "We encountered an internal error. Please try again.");

    public static S3ErrorException AccessDenied(string message = "Access Denied") => new(403, "AccessDenied", message);

    public static S3ErrorException NotImplemented(string header) =>
        new(501, "NotImplemented", "A header you provided implies functionality that is not implemented.") { Details = With("Header", header) };

    public static S3ErrorException TwoMechanisms() => new(400, "InvalidArgument",
        "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the "
        + "Authorization header should be specified");

    public static S3ErrorException MissingHeader(string name) =>
        new(400, "InvalidRequest", $"Missing required header for this request: {name}");

    public static S3ErrorException Skewed(string requestTime, DateTimeOffset now, TimeSpan allowed) =>
        new(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.")
        {
            Details = new Dictionary<string, string>
            {
                ["RequestTime"] = requestTime,
                ["ServerTime"] = now.ToString(Iso8601, CultureInfo.InvariantCulture),
                ["MaxAllowedSkewMilliseconds"] = allowed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            },
        };

    public static S3ErrorException Expired(int seconds, DateTimeOffset expired, DateTimeOffset now) => new(403, "AccessDenied", "Request has expired")
    {
        Details = new Dictionary<string, string>
        {
            ["X-Amz-Expires"] = seconds.ToString(CultureInfo.InvariantCulture),
            ["Expires"] = expired.ToString(Iso8601, CultureInfo.InvariantCulture),
            ["ServerTime"] = now.ToString(Iso8601, CultureInfo.InvariantCulture),
        },
    };

    public static S3ErrorException UnknownAccessKey(string accessKey) =>
        new(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.") { Details = With("AWSAccessKeyId", accessKey) };

    public static S3ErrorException InvalidToken() => new(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");

    public static S3ErrorException ExpiredToken() => new(400, "ExpiredToken", "The provided token has expired.");

    public static S3ErrorException NotSigned(string headers) =>
        new(403, "AccessDenied", "There were headers present in the request which were not signed") { Details = With("HeadersNotSigned", headers) };

    public static S3ErrorException SignatureDoesNotMatch(IReadOnlyDictionary<string, string>? details = null) => new(403, "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.")
    {
        Details = details ?? new Dictionary<string, string>(),
    };

    public static S3ErrorException PayloadForm(string value) => new(400, "InvalidArgument",
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
        + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, "
        + "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.")
    {
        Details = new Dictionary<string, string> { ["ArgumentName"] = "x-amz-content-sha256", ["ArgumentValue"] = value },
    };

    public static S3ErrorException PayloadMismatch(string claimed, string computed) =>
        new(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")
        {
            Details = new Dictionary<string, string> { ["ClientComputedContentSHA256"] = claimed, ["S3ComputedContentSHA256"] = computed },
        };

    public static S3ErrorException MissingContentLength() =>
        new(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");

    public static S3ErrorException IncompleteBody() =>
        new(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header");

    public static S3ErrorException BodyEndsEarly() => new(400, "IncompleteBody", "The request body terminated unexpectedly");

    public static S3ErrorException MalformedChunk() =>
        new(400, "InvalidRequest", "The request body is not well-formed aws-chunked content.");

    public static S3ErrorException SmallChunk(int number, long size) =>
        new(403, "InvalidChunkSizeError", "Only the last chunk is allowed to have a size less than 8192 bytes")
        {
            Details = new Dictionary<string, string>
            {
                ["Chunk"] = number.ToString(CultureInfo.InvariantCulture),
                ["BadChunkSize"] = size.ToString(CultureInfo.InvariantCulture),
            },
        };

    public static S3ErrorException MalformedTrailer() => new(400, "MalformedTrailerError",
        "The request contained trailing data that was not well-formed or did not conform to our published schema.");

    private static Dictionary<string, string> With(string name, string value) => new() { [name] = value };
}
