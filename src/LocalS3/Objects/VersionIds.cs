using System.Security.Cryptography;

namespace S3Sync.LocalS3.Objects;

/// <summary>Makes and knows version ids: 24 random bytes in base64url, 32 characters as S3's own have.</summary>
internal static class VersionIds
{
    /// <summary>An id that was never given before.</summary>
    public static string Next() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)).Replace('+', '_').Replace('/', '.');

    /// <summary>Whether a text can be a version id at all.</summary>
    public static bool IsWellFormed(string text) =>
        text == ObjectVersion.NullId || (text.Length == 32 && text.All(unit => char.IsAsciiLetterOrDigit(unit) || unit is '_' or '.'));
}
