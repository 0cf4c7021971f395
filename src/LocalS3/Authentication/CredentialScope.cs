namespace S3Sync.LocalS3.Authentication;

/// <summary>Who signs, and the day, region and service that the signing key is made for.</summary>
/// <param name="Date">The day as <c>yyyyMMdd</c>.</param>
internal sealed record CredentialScope(string AccessKey, string Date, string Region, string Service)
{
    public const string Terminal = "aws4_request";

    /// <summary>The scope as it stands in a string to sign.</summary>
    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminal}";

    /// <summary>Reads <c>key/date/region/service/aws4_request</c>; <paramref name="refuse"/> makes the refusal of the place it stands in.</summary>
    public static CredentialScope Parse(string text, Func<string, S3ErrorException> refuse)
    {
        var parts = text.Split('/');
        if (parts.Length < 5)
        {
            throw refuse("the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
        }

        // An access key may itself hold a slash; the four fields behind it cannot.
        var accessKey = string.Join('/', parts[..^4]);
        var (date, region, service, terminal) = (parts[^4], parts[^3], parts[^2], parts[^1]);
        if (date.Length != 8 || !date.AsSpan().ContainsOnlyDigits()) throw refuse($"incorrect date format \"{date}\". This date in the credential must be in the format \"yyyyMMdd\".");
        if (region.Length == 0) throw refuse("a non-empty region must be provided in the credential.");
        if (service is not ("s3" or "s3express")) throw refuse($"incorrect service \"{service}\". This endpoint belongs to \"s3\".");
        if (terminal != Terminal) throw refuse($"incorrect terminal \"{terminal}\". This endpoint uses \"aws4_request\".");
        return new CredentialScope(accessKey, date, region, service);
    }
}

internal static class DigitText
{
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
