using System.Globalization;
using System.Net;
using Amazon.Runtime;
using S3Sync.Problems;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Storage.S3;

/// <summary>A classified failure of one attempt.</summary>
/// <param name="Problem">What the user reads when no attempt is left.</param>
/// <param name="Kind">What it means for the object.</param>
/// <param name="CanRetry">Whether the same request may succeed a moment later.</param>
internal sealed record S3Failure(Problem Problem, FailureKind Kind, bool CanRetry = false)
{
    /// <summary>The endpoint said it is overloaded.</summary>
    public bool Throttled { get; init; }

    /// <summary>How long the endpoint asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Turns what a request failed with into a failure: by error code first, then by status, then by the kind of exception. "Error responses", Amazon S3 API Reference.</summary>
/// <param name="bucket">The bucket the requests go to.</param>
/// <param name="endpoint">The endpoint, as people know it.</param>
/// <param name="time">The clock that signs the requests.</param>
internal sealed class S3Errors(string bucket, string endpoint, TimeProvider time)
{
    /// <summary>Classifies what an attempt threw.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="place">For whom, as <c>s3://bucket/key</c>.</param>
    /// <param name="exception">What it threw.</param>
    public S3Failure Classify(S3Call call, string place, Exception exception) => S3Refusal.Of(exception) is { } refusal ? ByAnswer(call, place, refusal) : exception switch
    {
        SyncException known => new(known.Problem, FailureKind.Fatal),
        AmazonClientException client => new(StoreProblems.CredentialsMissing(place, Causes(client.Message)), FailureKind.Fatal),
        _ => ByTransport(call, place, exception),
    };

    /// <summary>An attempt that moved no byte for too long.</summary>
    public S3Failure Stalled(S3Call call, string place) =>
        new(StoreProblems.Stalled(call.Words, place, endpoint, (int)call.Patience.TotalSeconds), FailureKind.Unanswered, CanRetry: true);

    /// <summary>An attempt whose answer did not begin in time.</summary>
    public S3Failure AnswerLate(S3Call call, string place, TimeSpan limit) =>
        new(StoreProblems.AnswerLate(call.Words, place, endpoint, (int)limit.TotalMilliseconds), FailureKind.Unanswered, CanRetry: true);

    /// <summary>An attempt that took too long over all.</summary>
    public S3Failure AttemptLate(S3Call call, string place, TimeSpan limit) =>
        new(StoreProblems.AttemptLate(call.Words, place, endpoint, (int)limit.TotalMilliseconds), FailureKind.Unanswered, CanRetry: true);

    /// <summary>All attempts together took too long.</summary>
    public S3Failure OperationLate(S3Call call, string place, TimeSpan limit) =>
        new(StoreProblems.OperationLate(call.Words, place, endpoint, (int)limit.TotalMilliseconds), FailureKind.Unanswered);

    // The SDK tells each place where it looked on a line of its own, under a heading: "Exception 1 of 4: ...".
    private static string Causes(string message) => message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [_, .. { Length: > 0 } lines]
        ? string.Join("; ", lines.Select(static line => (line.StartsWith("Exception ", StringComparison.Ordinal) && line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end ? line[(end + 2)..] : line).TrimEnd('.')))
        : message;

    private static string Answer(HttpStatusCode status, string code, string message) => string.Create(
        CultureInfo.InvariantCulture, $"{(int)status} {code} {message}").Replace("  ", " ", StringComparison.Ordinal).Trim();

    private S3Failure ByAnswer(S3Call call, string place, S3Refusal refusal)
    {
        var answer = Answer(refusal.Status, refusal.Code, refusal.Message);
        var failure = ByIdentity(place, refusal, answer) ?? ByCode(call, place, refusal.Code, answer);
        return (failure ?? ByStatus(call, place, refusal.Status, answer, refusal.LeadsElsewhere)) with { RetryAfter = RetryAfter(refusal) };
    }

    // Who we are and where we ask: nothing can work until the options change.
    private S3Failure? ByIdentity(string place, S3Refusal refusal, string answer) => refusal.Code switch
    {
        "NoSuchBucket" => Fatal(StoreProblems.BucketMissing(bucket, endpoint)),
        "InvalidAccessKeyId" or "UnrecognizedClientException" => Fatal(StoreProblems.AccessKeyUnknown(place, endpoint, answer)),
        "SignatureDoesNotMatch" => Fatal(StoreProblems.SignatureRefused(place, answer)),
        "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired" or "ExpiredTokenException" => Fatal(StoreProblems.TokenRefused(place, answer)),
        "RequestTimeTooSkewed" => Fatal(Skew(refusal) is { } skew ? StoreProblems.ClockSkewed(place, skew) : StoreProblems.ClockWrong(place)),
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" =>
            Fatal(refusal.BucketRegion is { Length: > 0 } region ? StoreProblems.RegionIs(place, region, answer) : StoreProblems.RegionWrong(place, answer)),
        _ => null,
    };

    private static S3Failure? ByCode(S3Call call, string place, string code, string answer) => code switch
    {
        "AccessDenied" or "AllAccessDisabled" or "AccountProblem" => new(StoreProblems.AccessDenied(call.Words, call.Action, place, answer), FailureKind.Permanent),
        "InvalidObjectState" or "ObjectNotInActiveTierError" => new(StoreProblems.ObjectArchived(call.Words, place, answer), FailureKind.Archived),
        "PreconditionFailed" or "NoSuchKey" when call.IsBound => new(VersionProblems.TargetChanged(place), FailureKind.Unmet),
        "NoSuchKey" or "NoSuchVersion" => new(StoreProblems.ObjectGone(call.Words, place), FailureKind.Gone),
        "NoSuchUpload" => new(StoreProblems.UploadGone(place), FailureKind.Broken),
        "PreconditionFailed" or "InvalidRange" => new(StoreProblems.ObjectChanged(call.Words, place), FailureKind.Changed),
        "BadDigest" or "XAmzContentSHA256Mismatch" or "XAmzContentChecksumMismatch" or "InvalidPart" or "IncompleteBody" =>
            new(StoreProblems.BodyRefused(call.Words, place, answer), FailureKind.Broken),
        "SlowDown" or "Throttling" or "ThrottlingException" or "RequestLimitExceeded" or "TooManyRequests" or "BandwidthLimitExceeded" =>
            new(StoreProblems.Overloaded(call.Words, place, answer), FailureKind.Permanent, CanRetry: true) { Throttled = true },
        "RequestTimeout" or "RequestTimeoutException" or "OperationAborted" or "ConditionalRequestConflict" or "InternalError" or "ServiceUnavailable" =>
            new(StoreProblems.Overloaded(call.Words, place, answer), FailureKind.Permanent, CanRetry: true),
        _ => null,
    };

    // An answer to HEAD has no body and so no code.
    private S3Failure ByStatus(S3Call call, string place, HttpStatusCode status, string answer, bool leadsElsewhere) => status switch
    {
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => new(StoreProblems.AccessDenied(call.Words, call.Action, place, answer), FailureKind.Permanent),
        HttpStatusCode.NotFound or HttpStatusCode.Gone => Missing(call, place, answer),
        HttpStatusCode.PreconditionFailed when call.IsBound => new(VersionProblems.TargetChanged(place), FailureKind.Unmet),
        HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestedRangeNotSatisfiable => new(StoreProblems.ObjectChanged(call.Words, place), FailureKind.Changed),
        HttpStatusCode.ProxyAuthenticationRequired => Fatal(StoreProblems.ProxyRefused(endpoint, answer)),
        HttpStatusCode.TemporaryRedirect when leadsElsewhere => new(StoreProblems.Refused(call.Words, place, answer), FailureKind.Permanent, CanRetry: true),
        HttpStatusCode.MovedPermanently => Fatal(StoreProblems.RegionWrong(place, answer)),
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable =>
            new(StoreProblems.Overloaded(call.Words, place, answer), FailureKind.Permanent, CanRetry: true) { Throttled = true },
        HttpStatusCode.NotImplemented => new(StoreProblems.Refused(call.Words, place, answer), FailureKind.Permanent),

        // Below 400 it is an answer that could not be read: cut XML, or an error inside a 200.
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError or < HttpStatusCode.MultipleChoices =>
            new(StoreProblems.Overloaded(call.Words, place, answer), FailureKind.Permanent, CanRetry: true),
        _ => new(StoreProblems.Refused(call.Words, place, answer), FailureKind.Permanent),
    };

    private static S3Failure Missing(S3Call call, string place, string answer) => call.Missing switch
    {
        FailureKind.Gone => new(StoreProblems.ObjectGone(call.Words, place), FailureKind.Gone),
        FailureKind.Broken => new(StoreProblems.UploadGone(place), FailureKind.Broken),
        _ => new(StoreProblems.Refused(call.Words, place, answer), FailureKind.Permanent),
    };

    private S3Failure ByTransport(S3Call call, string place, Exception exception)
    {
        if (exception is FormatException)
        {
            return new(StoreProblems.HeaderUnsendable(call.Words, place, exception.Message), FailureKind.Permanent);
        }

        // The runtime tells what the proxy answered in its sentence alone.
        if (exception is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } && exception.Message.Contains("'407'", StringComparison.Ordinal))
        {
            return Fatal(StoreProblems.ProxyRefused(endpoint, exception.Message));
        }

        if (exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            || exception is System.Security.Authentication.AuthenticationException
            || exception.InnerException is System.Security.Authentication.AuthenticationException)
        {
            return Fatal(StoreProblems.CertificateRefused(endpoint, Innermost(exception).Message));
        }

        var transient = exception is HttpRequestException or IOException or TimeoutException or OperationCanceledException
            or System.Net.Sockets.SocketException or WebException or System.Xml.XmlException;
        return new(StoreProblems.Unreachable(call.Words, place, endpoint, Innermost(exception).Message), transient ? FailureKind.Unanswered : FailureKind.Permanent, transient);
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;

    private static S3Failure Fatal(Problem problem) => new(problem, FailureKind.Fatal);

    private static TimeSpan? RetryAfter(S3Refusal refusal) =>
        int.TryParse(refusal.RetryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private string? Skew(S3Refusal refusal)
    {
        if (!DateTimeOffset.TryParse(refusal.Date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var theirs))
        {
            return null;
        }

        var minutes = (time.GetUtcNow() - theirs).TotalMinutes;
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(minutes):0} minutes {(minutes > 0 ? "ahead" : "behind")}");
    }
}
