using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using S3Sync.Storage.S3.Wire.Sdk;

namespace S3Sync.Storage.S3.Wire;

/// <summary>The keys that sign one request.</summary>
/// <param name="AccessKey">The access key id.</param>
/// <param name="SecretKey">Its secret half: never shown.</param>
/// <param name="Token">The session token of temporary keys; null or empty for none.</param>
internal readonly record struct WireKeys(string AccessKey, string SecretKey, string? Token)
{
    /// <summary>Names the id alone: a log must not carry a secret.</summary>
    public override string ToString() => $"WireKeys {{ AccessKey = {AccessKey} }}";
}

/// <summary>Who signs the requests of one side.</summary>
internal abstract class WireIdentity
{
    /// <summary>The keys of this moment; null when nobody signs. Throws <see cref="AmazonClientException"/> when there are none.</summary>
    public abstract ValueTask<WireKeys?> GetAsync(CancellationToken cancellationToken);

    /// <summary>Requests go out without a signature: for public buckets.</summary>
    internal sealed class Nobody : WireIdentity
    {
        public override ValueTask<WireKeys?> GetAsync(CancellationToken cancellationToken) => default;
    }

    /// <summary>The keys of the options.</summary>
    internal sealed class Fixed(WireKeys keys) : WireIdentity
    {
        public override ValueTask<WireKeys?> GetAsync(CancellationToken cancellationToken) => new(keys);
    }

    /// <summary>Credentials of the SDK, which refreshes them when they expire: the profile's, or those that its own search finds.</summary>
    internal sealed class Found(AWSCredentials? given, WireClient client) : WireIdentity
    {
        private AWSCredentials? _credentials = given;

        public override async ValueTask<WireKeys?> GetAsync(CancellationToken cancellationToken)
        {
            _credentials ??= await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync(client.Config).WaitAsync(cancellationToken);
            var keys = await _credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
            return new WireKeys(keys.AccessKey, keys.SecretKey, keys.Token);
        }
    }

    /// <summary>A directory bucket's session. "CreateSession", Amazon S3 API Reference.</summary>
    internal sealed class Session(BucketSessions sessions, string bucket) : WireIdentity
    {
        public override async ValueTask<WireKeys?> GetAsync(CancellationToken cancellationToken)
        {
            var session = await sessions.ResolveSessionCredentialsAsync(bucket, cancellationToken);
            return new WireKeys(session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
        }
    }
}
