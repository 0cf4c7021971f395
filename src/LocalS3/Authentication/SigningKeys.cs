using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace S3Sync.LocalS3.Authentication;

/// <summary>Derives signing keys, and keeps those of the last scopes: four HMACs are saved on each request.</summary>
internal sealed class SigningKeys
{
    private const int Kept = 256;
    private readonly ConcurrentDictionary<(string Secret, CredentialScope Scope), byte[]> derived = new();

    public byte[] For(string secret, CredentialScope scope)
    {
        if (derived.TryGetValue((secret, scope), out var key)) return key;
        key = Derive(secret, scope);

        // Days and regions come from clients: without a bound they could fill the memory.
        if (derived.Count >= Kept) derived.Clear();
        derived[(secret, scope)] = key;
        return key;
    }

    private static byte[] Derive(string secret, CredentialScope scope)
    {
        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secret), Encoding.UTF8.GetBytes(scope.Date));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(scope.Region));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(scope.Service));
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(CredentialScope.Terminal));
    }
}
