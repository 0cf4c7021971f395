using System.Buffers;
using S3Sync.Integrity;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers;

/// <summary>What must precede a body on the wire, computed over that body alone just before it is sent.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Md5">For Content-MD5 and the ETag that the store must answer.</param>
/// <param name="Sha256">For the request's signature.</param>
/// <param name="Checksum">The additional checksum's digest; null when none was asked for.</param>
internal sealed record BodyDigests(long Length, byte[] Md5, byte[] Sha256, byte[]? Checksum)
{
    private const int ChunkSize = 128 << 10;

    /// <summary>Digests a buffer.</summary>
    public static BodyDigests Of(ReadOnlySpan<byte> body, ChecksumAlgorithm? algorithm)
    {
        using var digests = new DigestSet(Kinds(algorithm));
        digests.Append(body);
        return Of(digests.Finish(), body.Length);
    }

    /// <summary>Digests a stream to its end.</summary>
    public static async Task<BodyDigests> OfAsync(Stream body, ChecksumAlgorithm? algorithm, CancellationToken cancellationToken)
    {
        using var digests = new DigestSet(Kinds(algorithm));
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            long length = 0;
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; length += read)
            {
                digests.Append(buffer.AsSpan(0, read));
            }

            return Of(digests.Finish(), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The body as the store takes it.</summary>
    public RequestBody ToBody(Func<Stream> open, ChecksumAlgorithm? algorithm, Action<long>? onBytes) => new()
    {
        Length = Length,
        Open = open,
        Sha256Hex = Convert.ToHexStringLower(Sha256),
        ContentMd5 = Convert.ToBase64String(Md5),
        Checksum = algorithm is { } named && Checksum is not null ? Integrity.Checksum.OfDigest(named, Checksum) : null,
        OnBytes = onBytes,
    };

    // The order is that of Of: MD5, SHA-256, then the additional checksum (which may be SHA-256 again: then it is the same digest).
    private static List<ChecksumAlgorithm?> Kinds(ChecksumAlgorithm? algorithm) =>
        algorithm is null or ChecksumAlgorithm.Sha256 ? [null, ChecksumAlgorithm.Sha256] : [null, ChecksumAlgorithm.Sha256, algorithm];

    private static BodyDigests Of(byte[][] digests, long length) => new(length, digests[0], digests[1], digests.Length > 2 ? digests[2] : digests[1]);
}
