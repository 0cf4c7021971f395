using System.Collections.Immutable;
using System.Net;

namespace S3Sync.LocalS3;

/// <summary>What an endpoint is started with.</summary>
public sealed record LocalS3Settings
{
    /// <summary>The folder that keeps the objects; null keeps them in memory.</summary>
    public string? Folder { get; init; }

    /// <summary>The address to listen on; loopback unless told otherwise.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Serve https with a certificate made for this endpoint; its CA is written beside the objects.</summary>
    public bool Https { get; init; }

    /// <summary>Access key → secret key. A secret: never shown.</summary>
    public required IReadOnlyDictionary<string, string> Keys { get; init; }

    /// <summary>Keys that come with a session token and end, by their access key. Looked at by each request, so more may be issued while the endpoint runs.</summary>
    public IReadOnlyDictionary<string, TemporaryKey> TemporaryKeys { get; init; } = ImmutableDictionary<string, TemporaryKey>.Empty;

    /// <summary>
    /// Buckets that are made by the first object or upload written to them, and read as empty until then, as the quick start wants; every other
    /// bucket that is not there is NoSuchBucket.
    /// </summary>
    public IReadOnlySet<string> BucketsOnDemand { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>
    /// Buckets that anybody may list and read without a signature, as with a bucket policy that allows s3:ListBucket and s3:GetObject to everyone.
    /// </summary>
    public IReadOnlySet<string> PublicBuckets { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Write nothing into <see cref="Folder"/>, not even a lock, and refuse every request that writes; a folder that is not there is empty.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Accept requests whose Host header is not a loopback name.</summary>
    public bool AcceptAnyHost { get; init; }

    /// <summary>How many of the last requests <see cref="LocalS3Server.Requests"/> keeps; 0 keeps and counts none.</summary>
    public int RequestLogCapacity { get; init; }

    /// <summary>Know additional checksums; otherwise those sent are ignored and none is told, as an endpoint does from before there were any.</summary>
    public bool KeepsChecksums { get; init; } = true;

    /// <summary>Refuse content that its digests disagree with; otherwise it is stored as it came, and only the answer tells: an endpoint that proves nothing.</summary>
    public bool ComparesDigests { get; init; } = true;

    /// <summary>The clock, for LastModified and skewed signatures.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>What belongs to a temporary access key, as AWS STS issues them. A secret: never shown.</summary>
/// <param name="SecretKey">The secret half.</param>
/// <param name="Token">The session token that each request brings along.</param>
/// <param name="Expires">When it ends, by the endpoint's clock.</param>
public sealed record TemporaryKey(string SecretKey, string Token, DateTimeOffset Expires)
{
    /// <summary>Names the end alone: a dump must not carry a secret.</summary>
    public override string ToString() => $"TemporaryKey {{ Expires = {Expires:O} }}";
}
