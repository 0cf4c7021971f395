using System.Text.Json.Serialization;
using S3Sync.Integrity;

namespace S3Sync.LocalS3.Objects;

/// <summary>An object's content: where its bytes are, and what was computed over them.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">The entity tag without quotes.</param>
/// <param name="Parts">The pieces in order; one for an object stored by a single request.</param>
/// <param name="IsMultipart">Whether it was completed from uploaded parts.</param>
/// <param name="Checksums">The stored checksums of the whole.</param>
internal sealed record StoredContent(long Size, string ETag, IReadOnlyList<StoredPart> Parts, bool IsMultipart, IReadOnlyList<Checksum> Checksums)
{
    private readonly Lock _gate = new();
    private int _readers;
    private Action? _discard;

    /// <summary>Whether the parts' checksums were asked for when the upload was made, so that they are told part by part.</summary>
    public bool TellsPartChecksums { get; init; }

    /// <summary>A content in memory, stored as by one request.</summary>
    public static StoredContent OfBytes(ReadOnlyMemory<byte> bytes)
    {
        using var md5 = ContentHasher.Md5();
        using var crc = ContentHasher.For(ChecksumAlgorithm.Crc64Nvme);
        md5.Append(bytes.Span);
        crc.Append(bytes.Span);
        var (etag, checksum) = (S3Sync.Integrity.ETag.OfContent(md5.Finish()).Value, Checksum.OfDigest(ChecksumAlgorithm.Crc64Nvme, crc.Finish()));
        var segment = new Segment(string.Empty, bytes.Length) { Chunks = bytes.IsEmpty ? [] : [bytes.ToArray()] };
        return new(bytes.Length, etag, [new(1, segment, etag, [checksum])], IsMultipart: false, [checksum]);
    }

    /// <summary>Takes a reader's hold: the bytes stay until it is let go. False when they are gone already.</summary>
    public bool TryHold()
    {
        lock (_gate)
        {
            if (_discard is not null && _readers == 0)
            {
                return false;
            }

            _readers++;
            return true;
        }
    }

    /// <summary>Lets a reader's hold go.</summary>
    public void Release()
    {
        Action? now;
        lock (_gate)
        {
            _readers--;
            now = _readers == 0 ? _discard : null;
        }

        now?.Invoke();
    }

    /// <summary>Gives the bytes up: <paramref name="remove"/> runs as soon as no reader holds them.</summary>
    public void DiscardWhenUnread(Action remove)
    {
        bool now;
        lock (_gate)
        {
            _discard = remove;
            now = _readers == 0;
        }

        if (now)
        {
            remove();
        }
    }
}

/// <summary>One piece of a content.</summary>
/// <param name="Number">Its part number; 1 for a single request.</param>
/// <param name="Segment">Where the bytes are.</param>
/// <param name="ETag">The part's entity tag.</param>
/// <param name="Checksums">The part's checksums.</param>
internal sealed record StoredPart(int Number, Segment Segment, string ETag, IReadOnlyList<Checksum> Checksums)
{
    /// <summary>When the part was stored.</summary>
    public DateTime Modified { get; init; }
}

/// <summary>Bytes that were written in one go.</summary>
/// <param name="Id">The file's name; empty in memory.</param>
/// <param name="Length">Bytes.</param>
internal sealed record Segment(string Id, long Length)
{
    /// <summary>The bytes themselves, in memory.</summary>
    [JsonIgnore]
    public IReadOnlyList<byte[]> Chunks { get; init; } = [];
}
