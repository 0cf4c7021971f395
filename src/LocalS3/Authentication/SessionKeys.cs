using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace S3Sync.LocalS3.Authentication;

/// <summary>A directory bucket's temporary credentials.</summary>
/// <param name="Expires">When they end.</param>
/// <param name="Bucket">The one bucket they open.</param>
/// <param name="ReadOnly">Whether they only read.</param>
internal sealed record SessionCredentials(
    string AccessKey, string SecretKey, string Token, DateTimeOffset Expires, string Bucket, bool ReadOnly);

/// <summary>The sessions that CreateSession opened. "CreateSession", Amazon S3 API Reference.</summary>
internal sealed class SessionKeys(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, SessionCredentials> byAccessKey = new(StringComparer.Ordinal);

    /// <summary>Opens a session of five minutes for one bucket.</summary>
    public SessionCredentials Issue(string bucket, bool readOnly)
    {
        Forget(time.GetUtcNow());
        var session = new SessionCredentials(
            "ASIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)),
            time.GetUtcNow() + Lifetime, bucket, readOnly);
        byAccessKey[session.AccessKey] = session;
        return session;
    }

    public SessionCredentials? Find(string accessKey) => byAccessKey.GetValueOrDefault(accessKey);

    // An ended session is kept for as long again, so that its user reads ExpiredToken and not InvalidAccessKeyId.
    private void Forget(DateTimeOffset now)
    {
        foreach (var (accessKey, session) in byAccessKey)
        {
            if (session.Expires + Lifetime < now) byAccessKey.TryRemove(accessKey, out _);
        }
    }
}
