using System.Globalization;
using Microsoft.AspNetCore.Http;
using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3.Authentication;

/// <summary>Reads a signature from the query. "Authenticating Requests: Using Query Parameters", Amazon S3 API Reference.</summary>
internal static class PresignedQuery
{
    private const int LongestLife = 604_800;
    private static readonly TimeSpan MaximumSkew = TimeSpan.FromMinutes(15);

    public static SignatureClaim Read(RequestTarget target, IHeaderDictionary headers, DateTimeOffset now)
    {
        var algorithm = target["X-Amz-Algorithm"];
        if (algorithm == SignatureClaim.AsymmetricAlgorithm) throw Refusals.NotImplemented("X-Amz-Algorithm");
        if (target["X-Amz-Credential"] is not string credential || target["X-Amz-Signature"] is not string signature
            || target["X-Amz-Date"] is not string date || target["X-Amz-SignedHeaders"] is not string signedHeaders
            || target["X-Amz-Expires"] is not string expires || algorithm is null)
        {
            throw Malformed("Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
                + "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
        }

        if (algorithm != SignatureClaim.Algorithm)
        {
            throw Malformed("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"");
        }

        var scope = CredentialScope.Parse(credential, static reason => Malformed($"Error parsing the X-Amz-Credential parameter; {reason}"));
        if (!SignatureClaim.TryParseTime(date, out var time)) throw Malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
        if (!date.StartsWith(scope.Date, StringComparison.Ordinal))
        {
            throw Malformed($"Invalid credential date \"{scope.Date}\". This date is not the same as X-Amz-Date: \"{date[..8]}\".");
        }

        CheckLife(time, expires, now);
        var payload = target["X-Amz-Content-Sha256"] ?? headers["x-amz-content-sha256"].FirstOrDefault() ?? "UNSIGNED-PAYLOAD";
        return new SignatureClaim(scope, signedHeaders.Split(';'), signature, date, payload, Presigned: true);
    }

    private static void CheckLife(DateTimeOffset signed, string expires, DateTimeOffset now)
    {
        if (!int.TryParse(expires, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            throw Malformed("X-Amz-Expires should be a number");
        }

        if (seconds < 0) throw Malformed("X-Amz-Expires must be non-negative");
        if (seconds > LongestLife)
        {
            throw Malformed("X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds");
        }

        if (signed - MaximumSkew > now) throw Refusals.AccessDenied("Request is not yet valid");
        if (signed.AddSeconds(seconds) < now) throw Refusals.Expired(seconds, signed.AddSeconds(seconds), now);
    }

    private static S3ErrorException Malformed(string message) => new(400, "AuthorizationQueryParametersError", message);
}
