using System.Buffers;
using System.Security.Cryptography;
using S3Sync.Integrity;
using S3Sync.Integrity.Md5Lanes;
using S3Sync.Options;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers;

/// <summary>Digests bodies before they are sent: small ones at once, large ones chunk by chunk beside others.</summary>
internal sealed class BodyDigester(DigestNeeds needs, Md5Queue queue)
{
    private const int LargestAtOnce = 256 << 10;
    private readonly IReadOnlyList<ChecksumAlgorithm?> _kinds = needs.Kinds();

    /// <summary>Which digests are computed.</summary>
    public DigestNeeds Needs => needs;

    /// <summary>Where MD5s are computed side by side.</summary>
    public Md5Queue Queue => queue;

    /// <summary>One that computes the SHA-256 too, whether or not requests are signed with it.</summary>
    public BodyDigester WithSha256() => new(needs with { RecordsSha256 = true }, queue);

    /// <summary>Digests a small body in memory.</summary>
    public BodyDigests Of(ReadOnlySpan<byte> body)
    {
        Span<byte> md5 = stackalloc byte[MD5.HashSizeInBytes];
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> checksum = stackalloc byte[SHA256.HashSizeInBytes];
        if (needs.Md5)
        {
            MD5.HashData(body, md5);
        }

        if (needs.ComputesSha256)
        {
            SHA256.HashData(body, sha256);
        }

        if (needs.Checksum is { } algorithm)
        {
            checksum = algorithm == ChecksumAlgorithm.Sha256 && needs.ComputesSha256 ? sha256 : checksum[..ContentHasher.Digest(algorithm, body, checksum)];
        }

        return InWords(body.Length, needs.Md5 ? md5 : default, needs.ComputesSha256 ? sha256 : default, needs.Checksum is null ? default : checksum);
    }

    /// <summary>Digests a body in memory: a large one beside others.</summary>
    public async ValueTask<BodyDigests> OfAsync(ReadOnlyMemory<byte> body)
    {
        if (body.Length <= LargestAtOnce)
        {
            return Of(body.Span);
        }

        using var digests = new DigestSet(_kinds, queue);
        await digests.AppendInChunksAsync(body);
        return Finish(digests, body.Length);
    }

    /// <summary>Digests a stream to its end.</summary>
    public async Task<BodyDigests> OfAsync(Stream body, CancellationToken cancellationToken)
    {
        using var digests = new DigestSet(_kinds, queue);
        var buffer = ArrayPool<byte>.Shared.Rent(DigestSet.ChunkSize);
        try
        {
            long length = 0;
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; length += read)
            {
                await digests.AppendAsync(buffer.AsMemory(0, read));
            }

            return Finish(digests, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private BodyDigests Finish(DigestSet digests, long length)
    {
        var finished = digests.Finish();
        return InWords(length, Of(null), Of(ChecksumAlgorithm.Sha256), needs.Checksum is { } algorithm ? Of(algorithm) : default);

        ReadOnlySpan<byte> Of(ChecksumAlgorithm? kind) => digests.IndexOf(kind) is >= 0 and var index ? finished[index] : default;
    }

    private BodyDigests InWords(long length, ReadOnlySpan<byte> md5, ReadOnlySpan<byte> sha256, ReadOnlySpan<byte> checksum) => new(length)
    {
        ETag = md5.IsEmpty ? null : ETag.OfContent(md5),
        ContentMd5 = md5.IsEmpty ? null : Convert.ToBase64String(md5),
        ContentSha256 = needs.ComputesSha256 ? Convert.ToHexStringLower(sha256) : null,
        SignsPayload = needs.Sha256,
        Checksum = needs.Checksum is { } algorithm ? Checksum.OfDigest(algorithm, checksum) : null,
        ChecksumIsOptional = needs.Stored is { IsOptional: true },
    };
}

/// <summary>Which digests the bodies towards one bucket need; none is computed for nothing.</summary>
/// <param name="Md5">For Content-MD5 and the ETag that the store must answer.</param>
/// <param name="Sha256">For the request's signature.</param>
/// <param name="Stored">The additional checksum that objects are stored with; null for none.</param>
internal sealed record DigestNeeds(bool Md5, bool Sha256, AskedChecksum? Stored)
{
    /// <summary>The SHA-256 is wanted for a record of the object, also where no request is signed with it.</summary>
    public bool RecordsSha256 { get; init; }

    /// <summary>Whether the SHA-256 is computed.</summary>
    public bool ComputesSha256 => Sha256 || RecordsSha256;

    /// <summary>The additional checksum's algorithm; null for none.</summary>
    public ChecksumAlgorithm? Checksum => Stored?.Algorithm;

    /// <summary>
    /// What was asked for, and the checksum that S3 itself prefers when none was: it proves what an ETag does not, with KMS or a customer key
    /// and in a directory bucket, which takes no Content-MD5 either. Over an encrypted connection the payload is signed only when nothing else
    /// that the endpoint compares speaks of it.
    /// </summary>
    public static DigestNeeds Of(IntegrityOptions options, bool targetIsDirectoryBucket, bool connectionIsEncrypted)
    {
        var md5 = !options.DisableContentMd5Header && !targetIsDirectoryBucket;
        var stored = StoredWith(options, targetIsDirectoryBucket);
        var isProtected = connectionIsEncrypted && (md5 || stored is not null);
        return new(md5, Sha256: !options.DisablePayloadSigning && !isProtected, stored);
    }

    private static AskedChecksum? StoredWith(IntegrityOptions options, bool targetIsDirectoryBucket)
    {
        if (options.AdditionalChecksumAlgorithm is not { } asked)
        {
            return targetIsDirectoryBucket && options.DisableExpressOneZoneAdditionalChecksum ? null
                : AskedChecksum.Of(ChecksumAlgorithm.Crc64Nvme) with { IsOptional = true };
        }

        return options.FullObjectChecksum && asked.CanCombine() ? AskedChecksum.Of(asked) with { Type = ChecksumType.FullObject } : AskedChecksum.Of(asked);
    }

    /// <summary>The digests to compute, each once; null stands for MD5.</summary>
    public IReadOnlyList<ChecksumAlgorithm?> Kinds()
    {
        var kinds = new List<ChecksumAlgorithm?>(3);
        if (Md5)
        {
            kinds.Add(null);
        }

        if (ComputesSha256)
        {
            kinds.Add(ChecksumAlgorithm.Sha256);
        }

        if (Checksum is not null && !kinds.Contains(Checksum))
        {
            kinds.Add(Checksum);
        }

        return kinds;
    }
}
