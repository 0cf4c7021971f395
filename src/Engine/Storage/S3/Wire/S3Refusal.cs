using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace S3Sync.Storage.S3.Wire;

/// <summary>An answer that is an error, whichever client asked. "Error responses", Amazon S3 API Reference.</summary>
/// <param name="status">The answer's status; 200 when an error came inside a success.</param>
/// <param name="code">The error code; empty when the answer had no body.</param>
/// <param name="message">The endpoint's own sentence.</param>
internal sealed class S3Refusal(HttpStatusCode status, string code, string message) : Exception(message)
{
    /// <summary>The answer's status.</summary>
    public HttpStatusCode Status => status;

    /// <summary>The error code, as <c>NoSuchKey</c>; empty when not told.</summary>
    public string Code => code;

    /// <summary>Retry-After, as sent.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Date, as sent: the endpoint's clock.</summary>
    public string? Date { get; init; }

    /// <summary>It led to another address, where the next attempt goes.</summary>
    public bool LeadsElsewhere { get; init; }

    /// <summary>x-amz-bucket-region: where the bucket really is.</summary>
    public string? BucketRegion { get; init; }

    /// <summary>The refusal that an attempt's exception stands for; null when no answer came, or nothing was asked.</summary>
    public static S3Refusal? Of(Exception? exception) => exception switch
    {
        S3Refusal refusal => refusal,
        AmazonServiceException answer => new(answer.StatusCode, answer.ErrorCode ?? "", answer.Message ?? "")
        {
            RetryAfter = Header(answer, "Retry-After"),
            Date = Header(answer, "Date"),
            BucketRegion = Header(answer, "x-amz-bucket-region"),
        },
        HttpErrorResponseException { Response: { } response } => new(response.StatusCode, "", ""),
        _ => null,
    };

    /// <summary>A 200 without the result it must have: an error that is worth another attempt.</summary>
    public static S3Refusal Incomplete() => new(HttpStatusCode.OK, "InternalError", "the answer has no result in it");

    /// <summary>A 200 about an object that does not tell its length, as a gateway writes that changes bodies on their way.</summary>
    public static S3Refusal WithoutLength() => new(HttpStatusCode.OK, "InternalError", "the answer does not tell the object's length (Content-Length)");

    private static string? Header(AmazonServiceException exception, string name) =>
        exception.InnerException is HttpErrorResponseException { Response: { } response } && response.IsHeaderPresent(name)
            ? response.GetHeaderValue(name)
            : null;
}
