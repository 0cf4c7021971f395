using Amazon.S3;
using Amazon.S3.Model;

namespace S3Sync.Storage.S3.Attributes;

/// <summary>Whether a bucket keeps versions. "GetBucketVersioning", Amazon S3 API Reference.</summary>
internal enum VersioningState
{
    /// <summary>It never did.</summary>
    Never,

    /// <summary>Every write makes a version.</summary>
    Enabled,

    /// <summary>It did, and keeps those; writes replace the one without an id.</summary>
    Suspended,
}

/// <summary>Asks for the bucket's versioning.</summary>
internal sealed class S3Versioning(S3Requests requests, S3Client client)
{
    /// <summary>The bucket's state now; a failure is a <see cref="StorageException"/>.</summary>
    public Task<VersioningState> GetAsync(CancellationToken cancellationToken) =>
        requests.SendAsync(S3Call.GetVersioning, "", async guard =>
        {
            var answer = await client.Sdk.GetBucketVersioningAsync(new GetBucketVersioningRequest { BucketName = requests.Bucket }, guard.Token);
            return answer.VersioningConfig?.Status is not { } status ? VersioningState.Never
                : status == VersionStatus.Enabled ? VersioningState.Enabled
                : status == VersionStatus.Suspended ? VersioningState.Suspended
                : VersioningState.Never;
        }, cancellationToken);
}
