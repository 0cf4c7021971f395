using Amazon.S3;
using Amazon.S3.Model;

namespace S3Sync.Storage.S3.Wire.Sdk;

/// <summary>
/// The session of one directory bucket, begun by the first request that needs it and renewed by those that come when it is about to end. The
/// SDK's own renews it in the background, and what fails there ends the whole process. "CreateSession", Amazon S3 API Reference.
/// </summary>
/// <param name="client">Begins sessions.</param>
/// <param name="time">The clock.</param>
internal sealed class BucketSessions(AmazonS3Client client, TimeProvider time) : IS3ExpressCredentialProvider
{
    /// <summary>A session is used no closer to its end than this: a request takes its time.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    /// <summary>From here on one request renews it, while the others go on with it.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private SessionCredentials? _session;

    /// <inheritdoc/>
    public async Task<SessionCredentials> ResolveSessionCredentialsAsync(string bucketName, CancellationToken cancellationToken = default)
    {
        if (Usable(Early) is { } fresh)
        {
            return fresh;
        }

        var present = Usable(Margin);
        if (!await _gate.WaitAsync(present is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken))
        {
            return present!; // it did not wait, because there is one
        }

        try
        {
            return Usable(Early) ?? await BeginAsync(bucketName, cancellationToken);
        }
        catch (Exception failure) when (present is not null && !cancellationToken.IsCancellationRequested && S3Refusal.Of(failure) is not { Status: < System.Net.HttpStatusCode.InternalServerError })
        {
            // What passes may have passed before the present one ends.
            return present;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public SessionCredentials ResolveSessionCredentials(string bucketName) => throw new NotSupportedException("Nothing here waits on a thread.");

    public void Dispose() => _gate.Dispose();

    private async Task<SessionCredentials> BeginAsync(string bucketName, CancellationToken cancellationToken)
    {
        var session = (await client.CreateSessionAsync(new() { BucketName = bucketName }, cancellationToken)).Credentials;
        Volatile.Write(ref _session, session);
        return session;
    }

    private SessionCredentials? Usable(TimeSpan left) =>
        Volatile.Read(ref _session) is { } session && session.Expiration?.ToUniversalTime() - time.GetUtcNow().UtcDateTime > left ? session : null;
}
