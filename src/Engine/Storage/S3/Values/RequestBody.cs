using S3Sync.Integrity;

namespace S3Sync.Storage.S3.Values;

/// <summary>
/// The body of one PUT or UploadPart: bytes in memory, or a stream that is opened anew for each attempt. Everything that precedes a body on
/// the wire was computed over it just before; or, when it cannot be read twice cheaply, nothing was and a checksum follows it as a trailer.
/// </summary>
internal sealed record RequestBody
{
    /// <summary>Bytes; the stream of <see cref="Open"/> yields exactly as many.</summary>
    public required long Length { get; init; }

    /// <summary>Opens the content at its first byte; called once for each attempt, the stream is disposed after it.</summary>
    public required Func<Stream> Open { get; init; }

    /// <summary>The content itself when it is in memory: it is sent from there, and <see cref="Open"/> is not called.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>The payload's SHA-256 in lower-case hex, for the signature; null leaves the payload out of the signature.</summary>
    public string? Sha256Hex { get; init; }

    /// <summary>The MD5 in base64. Never sent to a directory bucket, which refuses it.</summary>
    public string? ContentMd5 { get; init; }

    /// <summary>The ETag that content of this MD5 has; null when no MD5 is sent.</summary>
    public ETag? ETag => ContentMd5 is null ? null : Integrity.ETag.OfContent(Convert.FromBase64String(ContentMd5));

    /// <summary>The additional checksum, sent as a header.</summary>
    public Checksum? Checksum { get; init; }

    /// <summary>
    /// The checksum that follows the body, computed while it is sent; null when what precedes it speaks of it.
    /// "Checking object integrity for data uploads: trailing checksums", Amazon S3 User Guide.
    /// </summary>
    public ChecksumAlgorithm? TrailerAlgorithm { get; init; }

    /// <summary>
    /// Nobody asked for the checksum, in the header or the trailer: it goes along for the sake of verification, and is left out where the endpoint
    /// refuses it.
    /// </summary>
    public bool ChecksumIsOptional { get; init; }

    /// <summary>Told the bytes handed to the connection as they go; a negative number takes back those of an attempt that failed.</summary>
    public Action<long>? OnBytes { get; init; }

    /// <summary>The same body without any additional checksum.</summary>
    public RequestBody WithoutChecksum() => this with { Checksum = null, TrailerAlgorithm = null, ChecksumIsOptional = false };
}
