using S3Sync.Integrity;

namespace S3Sync.Storage.S3.Values;

/// <summary>
/// The body of one PUT or UploadPart. It is opened anew for each attempt. Everything that precedes a body on the wire was computed over
/// it just before; or, when it cannot be read twice cheaply, nothing was and a checksum follows it as a trailer.
/// </summary>
internal sealed record RequestBody
{
    /// <summary>Bytes; the stream of <see cref="Open"/> yields exactly as many.</summary>
    public required long Length { get; init; }

    /// <summary>Opens the content at its first byte; called once for each attempt, the stream is disposed after it.</summary>
    public required Func<Stream> Open { get; init; }

    /// <summary>The payload's SHA-256 in lower-case hex, for the signature; null sends a trailer with <see cref="TrailerAlgorithm"/>.</summary>
    public string? Sha256Hex { get; init; }

    /// <summary>The MD5 in base64. Never sent to a directory bucket, which refuses it.</summary>
    public string? ContentMd5 { get; init; }

    /// <summary>The additional checksum, sent as a header.</summary>
    public Checksum? Checksum { get; init; }

    /// <summary>
    /// The checksum that follows a body without <see cref="Sha256Hex"/>, computed while the body is sent.
    /// "Checking object integrity for data uploads: trailing checksums", Amazon S3 User Guide.
    /// </summary>
    public ChecksumAlgorithm TrailerAlgorithm { get; init; } = ChecksumAlgorithm.Crc32;

    /// <summary>Told the bytes handed to the connection as they go; a negative number takes back those of an attempt that failed.</summary>
    public Action<long>? OnBytes { get; init; }
}
