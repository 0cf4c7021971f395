using S3Sync.Integrity;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers;

/// <summary>What must precede a body on the wire, in the words of the wire; computed over that body alone just before it is sent.</summary>
/// <param name="Length">Bytes.</param>
internal sealed record BodyDigests(long Length)
{
    /// <summary>The ETag that the store must answer; null when no MD5 was needed.</summary>
    public ETag? ETag { get; init; }

    /// <summary>The MD5 in base64, for Content-MD5; null when none was needed.</summary>
    public string? ContentMd5 { get; init; }

    /// <summary>The SHA-256 in lower-case hex; null when it was not computed.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>Whether the request is signed with the SHA-256.</summary>
    public bool SignsPayload { get; init; }

    /// <summary>The additional checksum; null when there is to be none.</summary>
    public Checksum? Checksum { get; init; }

    /// <summary>Nobody asked for the additional checksum.</summary>
    public bool ChecksumIsOptional { get; init; }

    /// <summary>The MD5 itself, for the ETag of an object in parts; null when none was needed.</summary>
    public byte[]? Md5 => ETag is { } etag ? Convert.FromHexString(etag.Value) : null;

    /// <summary>The body as the store takes it, from a stream that is opened for each attempt.</summary>
    public RequestBody ToBody(Func<Stream> open, Action<long>? onBytes) => new()
    {
        Length = Length,
        Open = open,
        Sha256Hex = SignsPayload ? ContentSha256 : null,
        ContentMd5 = ContentMd5,
        Checksum = Checksum,
        ChecksumIsOptional = ChecksumIsOptional,
        OnBytes = onBytes,
    };

    /// <summary>The body as the store takes it, from memory that stays until the write has ended.</summary>
    public RequestBody ToBody(ReadOnlyMemory<byte> content, Action<long>? onBytes) => ToBody(static () => Stream.Null, onBytes) with { Bytes = content };
}
