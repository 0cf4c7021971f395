using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.S3;

namespace S3Sync.Storage.S3.Wire;

/// <summary>Who signs: the side's credentials, refreshed by the SDK when they expire, or a directory bucket's session.</summary>
/// <param name="given">The credentials of the options or the profile; null for the SDK's own search.</param>
/// <param name="client">The SDK's client: its configuration and its sessions.</param>
/// <param name="bucket">The bucket whose session it is; null when requests are signed with the credentials themselves.</param>
internal sealed class WireIdentity(AWSCredentials? given, AmazonS3Client client, string? bucket)
{
    private AWSCredentials? _found = given;

    /// <summary>The credentials of this moment. Throws <see cref="AmazonClientException"/> when there are none.</summary>
    public ValueTask<ImmutableCredentials> GetAsync(CancellationToken cancellationToken) =>
        bucket is not null ? OfSessionAsync(bucket, cancellationToken)
        : FindAsync(cancellationToken);

    private async ValueTask<ImmutableCredentials> FindAsync(CancellationToken cancellationToken)
    {
        _found ??= await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync(client.Config).WaitAsync(cancellationToken);
        return await _found.GetCredentialsAsync().WaitAsync(cancellationToken);
    }

    private async ValueTask<ImmutableCredentials> OfSessionAsync(string name, CancellationToken cancellationToken)
    {
        var session = await ((AmazonS3Config)client.Config).S3ExpressCredentialProvider.ResolveSessionCredentialsAsync(name, cancellationToken);
        return new(session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
    }
}
