using S3Sync.Integrity;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers;

/// <summary>One multipart object that is to be written.</summary>
/// <param name="Key">The full key.</param>
/// <param name="Headers">Its headers and metadata.</param>
/// <param name="Layout">Its parts.</param>
/// <param name="WritePart">Writes one part; called side by side, each part exactly once.</param>
internal sealed record MultipartWrite(string Key, ObjectHeaders Headers, PartLayout Layout, Func<PartSlot, CancellationToken, Task<WrittenPart>> WritePart)
{
    /// <summary>The additional checksum it is to be stored with when it is not the run's: a copy keeps its source's, and a streamed part always trails one.</summary>
    public AskedChecksum? Stored { get; init; }

    /// <summary>Whether each part needs a buffer of its length.</summary>
    public bool NeedsBuffers { get; init; }

    /// <summary>What the object must be compared with in place of what its parts tell: for bytes that did not pass here.</summary>
    public ExpectedContent? Expected { get; init; }

    /// <summary>Looks once more before the object is made of its parts: throws when the source is not what was read.</summary>
    public Action<IReadOnlyList<WrittenPart>> BeforeComplete { get; init; } = static _ => { };
}

/// <summary>A part whose turn has come: its seat, and its buffer when it needs one. Slots are given in part order.</summary>
internal sealed record PartSlot(string UploadId, PartRange Range, SeatBudget.PartSeat Seat, BufferBudget.Lease? Buffer) : IDisposable
{
    /// <summary>Whether the upload was begun with an additional checksum: without, its parts must not have one.</summary>
    public bool CarriesChecksum { get; init; }

    public void Dispose()
    {
        Buffer?.Dispose();
        Seat.Dispose();
    }
}

/// <summary>A part the store has taken, with the digests of what was sent.</summary>
/// <param name="Range">Which.</param>
/// <param name="ETag">The store's answer.</param>
/// <param name="Md5">The MD5 of the sent bytes; null when it was not needed, or the answer's ETag does not speak of them.</param>
/// <param name="Checksum">The additional checksum of the sent bytes.</param>
internal sealed record WrittenPart(PartRange Range, ETag ETag, byte[]? Md5, Checksum? Checksum)
{
    /// <summary>The checksum by which the completion names it; null leaves it out, for an endpoint that has told none.</summary>
    public Checksum? Named { get; init; }
}

/// <summary>What content is known to be, from elsewhere than its parts.</summary>
/// <param name="ETag">Its ETag in the same cut; null when none speaks of it.</param>
/// <param name="Checksums">Its checksums, in every known form.</param>
internal sealed record ExpectedContent(ETag? ETag, IReadOnlyList<Checksum> Checksums);
