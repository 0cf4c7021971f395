using System.Buffers;
using System.Security.Cryptography;

namespace S3Sync.LocalS3.Authentication;

/// <summary>Signatures as text: compared without telling by time how much of one was right.</summary>
internal static class SignatureText
{
    public static bool Equals(ReadOnlySpan<byte> computed, ReadOnlySpan<char> given)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        return given.Length == bytes.Length * 2 && !given.ContainsAnyInRange('A', 'F')
            && Convert.FromHexString(given, bytes, out _, out _) == OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(computed, bytes);
    }

    /// <summary>S3 shows a client the very bytes it hashed, so that an invisible difference can be seen.</summary>
    public static string SpacedHex(ReadOnlySpan<byte> bytes) => string.Join(' ', bytes.ToArray().Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
}
