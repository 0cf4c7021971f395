using System.Security.Cryptography;

namespace S3Sync.LocalS3.Objects;

/// <summary>What is kept of a customer's encryption key: enough to know it again, not enough to tell it.</summary>
/// <param name="Salt">Random bytes in base64.</param>
/// <param name="Hash">SHA-256 of salt and key in base64.</param>
/// <param name="KeyMd5">The key's MD5 in base64, which S3 shows.</param>
internal sealed record CustomerKeyLock(string Salt, string Hash, string KeyMd5)
{
    /// <summary>Makes the lock of a key.</summary>
    public static CustomerKeyLock Of(byte[] key)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new(Convert.ToBase64String(salt), Convert.ToBase64String(HashOf(salt, key)), Convert.ToBase64String(MD5.HashData(key)));
    }

    /// <summary>Whether a key fits.</summary>
    public bool Fits(byte[] key) =>
        CryptographicOperations.FixedTimeEquals(HashOf(Convert.FromBase64String(Salt), key), Convert.FromBase64String(Hash));

    private static byte[] HashOf(byte[] salt, byte[] key) => SHA256.HashData([.. salt, .. key]);
}
