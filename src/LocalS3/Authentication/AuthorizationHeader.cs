using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace S3Sync.LocalS3.Authentication;

/// <summary>Reads a signature from the Authorization header. "Authenticating Requests: Using the Authorization Header", Amazon S3 API Reference.</summary>
internal static class AuthorizationHeader
{
    private static readonly TimeSpan MaximumSkew = TimeSpan.FromMinutes(15);

    public static SignatureClaim Read(string header, IHeaderDictionary headers, DateTimeOffset now)
    {
        RefuseOtherMechanisms(header);
        var (scope, signedHeaders, signature) = ReadFields(header.AsSpan(SignatureClaim.Algorithm.Length));
        var (time, timeText) = ReadTime(headers);
        if (!timeText.StartsWith(scope.Date, StringComparison.Ordinal))
        {
            throw Malformed($"Invalid credential date \"{scope.Date}\". This date is not the same as X-Amz-Date: \"{timeText[..8]}\".");
        }

        if ((now - time).Duration() > MaximumSkew) throw Refusals.Skewed(timeText, now, MaximumSkew);
        string? payload = headers["x-amz-content-sha256"];
        if (string.IsNullOrEmpty(payload)) throw Refusals.MissingHeader("x-amz-content-sha256");
        return new SignatureClaim(scope, signedHeaders.Split(';'), signature, timeText, payload, Presigned: false);
    }

    private static void RefuseOtherMechanisms(string header)
    {
        if (header.StartsWith(SignatureClaim.AsymmetricAlgorithm, StringComparison.Ordinal)) throw Refusals.NotImplemented("Authorization");
        if (header.StartsWith("AWS ", StringComparison.Ordinal))
        {
            throw new S3ErrorException(400, "InvalidRequest",
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        }

        if (!header.StartsWith(SignatureClaim.Algorithm, StringComparison.Ordinal))
        {
            throw new S3ErrorException(400, "InvalidArgument", "Unsupported Authorization Type")
            {
                Details = new Dictionary<string, string> { ["ArgumentName"] = "Authorization", ["ArgumentValue"] = header },
            };
        }
    }

    private static (CredentialScope Scope, string SignedHeaders, string Signature) ReadFields(ReadOnlySpan<char> fields)
    {
        string? credential = null, signedHeaders = null, signature = null;
        foreach (var range in fields.Split(','))
        {
            var field = fields[range].Trim();
            var equals = field.IndexOf('=');
            if (equals < 0) throw Malformed("it must contain fields of the form name=value.");
            var value = field[(equals + 1)..].ToString();
            switch (field[..equals])
            {
                case "Credential": credential = value; break;
                case "SignedHeaders": signedHeaders = value; break;
                case "Signature": signature = value; break;
                default: throw Malformed($"the field \"{field[..equals]}\" is not known.");
            }
        }

        if (credential is null) throw Malformed("the Credential field is missing.");
        if (string.IsNullOrEmpty(signedHeaders)) throw Malformed("the SignedHeaders field is missing.");
        if (string.IsNullOrEmpty(signature)) throw Malformed("the Signature field is missing.");
        return (CredentialScope.Parse(credential, Malformed), signedHeaders, signature);
    }

    private static (DateTimeOffset Time, string Text) ReadTime(IHeaderDictionary headers)
    {
        string? stamp = headers["x-amz-date"];
        if (stamp is not null && SignatureClaim.TryParseTime(stamp, out var time)) return (time, stamp);
        if (stamp is null && DateTimeOffset.TryParseExact(headers.Date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time))
        {
            return (time, time.ToString(SignatureClaim.TimeFormat, CultureInfo.InvariantCulture));
        }

        throw Refusals.AccessDenied("AWS authentication requires a valid Date or x-amz-date header");
    }

    private static S3ErrorException Malformed(string reason) =>
        new(400, "AuthorizationHeaderMalformed", $"The authorization header is malformed; {reason}");
}
