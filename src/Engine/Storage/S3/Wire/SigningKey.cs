using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace S3Sync.Storage.S3.Wire;

/// <summary>The key that signs for one day, region and service.</summary>
internal sealed class SigningKey
{
    private readonly byte[] _key;

    private SigningKey(string secret, string date, string scope, byte[] key) => (Secret, Date, Scope, _key) = (secret, date, scope, key);

    /// <summary>What it was derived from. A secret: never shown.</summary>
    public string Secret { get; }

    /// <summary>The day, as <c>20261122</c>.</summary>
    public string Date { get; }

    /// <summary>Day, region, service and the closing word.</summary>
    public string Scope { get; }

    /// <summary>Derives it.</summary>
    public static SigningKey Derive(string secret, string date, string region, string service)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var step in (ReadOnlySpan<string>)[date, region, service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return new(secret, date, $"{date}/{region}/{service}/aws4_request", key);
    }

    /// <summary>The signature of a string to sign, in lower-case hex.</summary>
    public string Sign(string stringToSign)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(stringToSign), digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>The SHA-256 of a text, in lower-case hex.</summary>
    public static string HashOf(StringBuilder text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        text.CopyTo(0, characters, text.Length);
        SHA256.HashData(bytes.AsSpan(0, Encoding.UTF8.GetBytes(characters.AsSpan(0, text.Length), bytes)), digest);
        ArrayPool<byte>.Shared.Return(bytes);
        ArrayPool<char>.Shared.Return(characters);
        return Convert.ToHexStringLower(digest);
    }
}
