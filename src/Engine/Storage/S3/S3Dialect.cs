using System.Net;
using S3Sync.Options;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Storage.S3;

/// <summary>What one bucket can and cannot do, from its name and from what it refused so far.</summary>
internal sealed class S3Dialect(S3Location location)
{
    private int _batchDeleteRefused;
    private int _rangesIgnored;
    private int _checksumsRefused;
    private int _checksumsTold;
    private int _checksumsUntold;

    /// <summary>Listings come in key order; otherwise they are read whole and sorted.</summary>
    public bool ListsInOrder => !location.IsDirectoryBucket;

    /// <summary>A listing begins after the key that it is asked to (start-after); until it once did not. Directory buckets do not know it.</summary>
    public bool ListsInRanges => ListsInOrder && Volatile.Read(ref _rangesIgnored) == 0;

    /// <summary>Content-MD5 may be sent. "Differences for directory buckets", Amazon S3 User Guide.</summary>
    public bool TakesContentMd5 => !location.IsDirectoryBucket;

    /// <summary>DeleteObjects works; until it was refused once.</summary>
    public bool DeletesInBatches => Volatile.Read(ref _batchDeleteRefused) == 0;

    /// <summary>Additional checksums may be sent; until one that nobody asked for was refused, and its object was taken without it.</summary>
    public bool TakesChecksums => Volatile.Read(ref _checksumsRefused) == 0;

    /// <summary>A HEAD may tell a checksum that the answer to a write did not; until one did not tell it either.</summary>
    public bool MayTellChecksums => TakesChecksums && Volatile.Read(ref _checksumsUntold) == 0;

    /// <summary>Remembers that the endpoint told a checksum of what was sent, so that it keeps them.</summary>
    public void ChecksumsTold() => Volatile.Write(ref _checksumsTold, 1);

    /// <summary>Remembers that the endpoint ignores checksums: it tells none of what was stored with one.</summary>
    public void ChecksumsUntold() => Volatile.Write(ref _checksumsUntold, 1);

    /// <summary>
    /// Sends with a checksum that nobody asked for, and once more without it when the endpoint refuses the request: if that is taken, it was the
    /// checksum, and none is sent from then on.
    /// </summary>
    /// <param name="isOptional">The checksum may be left out.</param>
    /// <param name="send">Sends, with the checksum or without.</param>
    public async Task<T> OfferChecksumAsync<T>(bool isOptional, Func<bool, Task<T>> send)
    {
        if (!isOptional)
        {
            return await send(true);
        }

        if (!TakesChecksums)
        {
            return await send(false);
        }

        try
        {
            return await send(true);
        }
        catch (StorageException failure) when (Volatile.Read(ref _checksumsTold) == 0 && IsRefusal(failure))
        {
            var answer = await send(false);
            Volatile.Write(ref _checksumsRefused, 1);
            return answer;
        }
    }

    /// <summary>Remembers that DeleteObjects is not for this endpoint.</summary>
    public void BatchDeleteRefused() => Volatile.Write(ref _batchDeleteRefused, 1);

    /// <summary>Remembers that a listing did not begin where it was asked to.</summary>
    public void RangesIgnored() => Volatile.Write(ref _rangesIgnored, 1);

    // What an endpoint answers to a header that it does not know: 501 NotImplemented, or a 400 that is not about the content.
    private static bool IsRefusal(StorageException failure) =>
        failure is { Kind: FailureKind.Permanent, InnerException: S3Refusal { Status: HttpStatusCode.BadRequest or HttpStatusCode.NotImplemented } };
}
