using System.Buffers;
using S3Sync.Integrity;
using S3Sync.LocalS3.Faults;
using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Content;

/// <summary>Takes content into a bucket's storage in one pass: written and hashed as it comes.</summary>
internal static class ContentIntake
{
    private const long LongestContent = 5L << 30;
    private const int BufferSize = 1 << 17;

    /// <summary>Takes a request's content, and refuses what its digests do not agree with.</summary>
    public static async Task<TakenContent> ReceiveAsync(S3Request request, ExpectedChecksum expected, CancellationToken cancellationToken)
    {
        var md5 = ContentMd5.Of(request);
        if (md5 is not null && request.Bucket.IsDirectory)
        {
            throw S3Errors.NotImplemented("Content-MD5");
        }

        var length = request.Authenticated.Length ?? throw S3Errors.MissingContentLength();
        if (length > LongestContent)
        {
            throw S3Errors.EntityTooLarge(length);
        }

        return await TakeAsync(request.Authenticated.Body, length, new(request.Bucket, expected.Algorithm), Verify, cancellationToken);

        void Verify(TakenDigests taken)
        {
            if (taken.Length != length)
            {
                throw S3Errors.IncompleteBody();
            }

            if (request.Store.ComparesDigests)
            {
                md5?.Verify(taken.Md5);
                expected.Verify(taken.Checksum, request.Authenticated.Trailer);
            }
        }
    }

    /// <summary>Takes a stored content, for a copy.</summary>
    public static Task<TakenContent> CopyAsync(S3Request request, Stream source, long length, ChecksumAlgorithm algorithm, CancellationToken cancellationToken) =>
        TakeAsync(request.Authenticated.SpoilsCopyAt is { } at ? new SpoiltContent(source, at.Of(length)) : source, length, new(request.Bucket, algorithm), _ => { }, cancellationToken);

    private static async Task<TakenContent> TakeAsync(Stream source, long length, IntakePlace place, Action<TakenDigests> verify, CancellationToken cancellationToken)
    {
        using var writer = place.Bucket.Storage.CreateSegment(length);
        using var md5 = ContentHasher.Md5();
        using var checksum = ContentHasher.For(place.Algorithm);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(length, 1, BufferSize));
        try
        {
            var total = 0L;
            for (int read; (read = await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)) > 0; total += read)
            {
                md5.Append(buffer.AsSpan(0, read));
                checksum.Append(buffer.AsSpan(0, read));
                await writer.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            var digests = new TakenDigests(total, md5.Finish(), checksum.Finish());
            verify(digests);
            return new(writer.Finish(), digests.Md5, Checksum.OfDigest(place.Algorithm, digests.Checksum));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private sealed record TakenDigests(long Length, byte[] Md5, byte[] Checksum);
}

/// <summary>Where content goes and what is computed over it.</summary>
/// <param name="Bucket">The bucket that keeps it.</param>
/// <param name="Algorithm">The additional checksum.</param>
internal sealed record IntakePlace(Bucket Bucket, ChecksumAlgorithm Algorithm);

/// <summary>Content that is in storage and belongs to no object yet.</summary>
/// <param name="Segment">Where it is.</param>
/// <param name="Md5">Its MD5.</param>
/// <param name="Checksum">Its additional checksum.</param>
internal sealed record TakenContent(Segment Segment, byte[] Md5, Checksum Checksum);
