using System.Buffers;

namespace S3Sync.LocalS3.Authentication.Bodies;

/// <summary>How a body comes: in one piece or aws-chunked, signed or not, with trailing headers or without.</summary>
/// <param name="Hash">The SHA-256 (lower-case hex) that the whole body must have; null when it is not told.</param>
internal sealed record PayloadForm(string? Hash, bool Chunked, bool SignedChunks, bool Trailer)
{
    public const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
    private static readonly PayloadForm Unsigned = new(null, Chunked: false, SignedChunks: false, Trailer: false);
    private static readonly PayloadForm Empty = Unsigned with { Hash = EmptyHash };
    private static readonly PayloadForm Signed = new(null, Chunked: true, SignedChunks: true, Trailer: false);
    private static readonly PayloadForm SignedTrailer = Signed with { Trailer = true };
    private static readonly PayloadForm UnsignedTrailer = SignedTrailer with { SignedChunks = false };

    /// <summary>Reads an x-amz-content-sha256 value.</summary>
    public static PayloadForm Of(string value) => value switch
    {
        EmptyHash => Empty,
        "UNSIGNED-PAYLOAD" => Unsigned,
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => Signed,
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => SignedTrailer,
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => UnsignedTrailer,
        "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD" or "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER" =>
            throw Refusals.NotImplemented("x-amz-content-sha256"),
        _ when IsHash(value) => Unsigned with { Hash = value },
        _ => throw Refusals.PayloadForm(value),
    };

    private static bool IsHash(string value) => value.Length == 64 && value.AsSpan().IndexOfAnyExcept(LowerHex) < 0;
}
