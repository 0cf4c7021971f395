using System.Globalization;

namespace S3Sync.LocalS3.Authentication;

/// <summary>What a request says of its own signature, before anything of it is believed.</summary>
/// <param name="SignedHeaders">Lower-case names in the order that was sent.</param>
/// <param name="Signature">Hex, as sent.</param>
/// <param name="TimeText">The signing time as <c>yyyyMMddTHHmmssZ</c>.</param>
/// <param name="PayloadHash">The last line of the canonical request: a hash, or the name of a form of body.</param>
/// <param name="Presigned">Whether it stands in the query.</param>
internal sealed record SignatureClaim(
    CredentialScope Scope, string[] SignedHeaders, string Signature, string TimeText, string PayloadHash, bool Presigned)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    public const string AsymmetricAlgorithm = "AWS4-ECDSA-P256-SHA256";
    public const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Reads the basic form of ISO 8601 that signatures use.</summary>
    public static bool TryParseTime(string? text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
