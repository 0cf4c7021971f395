using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using S3Sync.Integrity;
using S3Sync.Limits;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Storage.S3.Wire.Bodies;

/// <summary>
/// A body that nothing is known of beforehand, followed by its checksum. Over a plain connection each chunk is signed, in a chain that begins
/// with the request's signature; over an encrypted one it is not. "Signature Calculations … Using AWS Signature Version 4: Including Trailing
/// Headers", Amazon S3 API Reference.
/// </summary>
internal sealed class ChunkedContent(RequestBody body, ChecksumAlgorithm algorithm, bool signsChunks, string place, StallGuard guard, TokenBucket? rate) : PayloadContent(body, place, guard, rate)
{
    /// <summary>The payload hash of a request whose chunks and trailer are signed.</summary>
    public const string Signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";

    /// <summary>The payload hash of a request whose chunks are not signed.</summary>
    public const string Unsigned = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    /// <summary>Every chunk but the last is of this size; S3 takes none below 8 KiB but the last.</summary>
    private const int ChunkSize = 64 << 10;

    private const int SignatureHexLength = 64;

    private static readonly int ChunkSignatureLength = ";chunk-signature=".Length + SignatureHexLength;

    private readonly ContentHasher _checksum = ContentHasher.For(algorithm);
    private readonly byte[] _chunk = new byte[ChunkSize];
    private int _filled;
    private Signature? _request;
    private string _previous = "";

    /// <summary>Begins the chain of signatures.</summary>
    public void GoOnFrom(Signature signature) => (_request, _previous) = (signature, signature.Hex);

    protected override bool TryComputeLength(out long length)
    {
        var (whole, rest) = Math.DivRem(Body.Length, ChunkSize);
        length = (whole * Framed(ChunkSize)) + (rest > 0 ? Framed((int)rest) : 0) + EndLength();
        return true;
    }

    protected override async ValueTask WriteBlockAsync(Stream wire, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        for (var rest = block; rest.Length > 0;)
        {
            var taken = Math.Min(rest.Length, ChunkSize - _filled);
            rest[..taken].CopyTo(_chunk.AsMemory(_filled));
            _filled += taken;
            rest = rest[taken..];
            if (_filled == ChunkSize)
            {
                await FlushAsync(wire, cancellationToken);
            }
        }
    }

    protected override async ValueTask WriteEndAsync(Stream wire, CancellationToken cancellationToken)
    {
        if (_filled > 0)
        {
            await FlushAsync(wire, cancellationToken);
        }

        // The empty chunk has no line end of its own: the trailer follows at once.
        var end = ChunkHead([]);
        var trailer = Trailer(Convert.ToBase64String(_checksum.Finish()));
        end += trailer;
        if (signsChunks)
        {
            end += TrailerSignature(Sign("AWS4-HMAC-SHA256-TRAILER", HashOf(Encoding.ASCII.GetBytes(trailer.Replace("\r\n", "\n", StringComparison.Ordinal)))));
        }

        await wire.WriteAsync(Encoding.ASCII.GetBytes(end + "\r\n"), cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _checksum.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask FlushAsync(Stream wire, CancellationToken cancellationToken)
    {
        var chunk = _chunk.AsMemory(0, _filled);
        _checksum.Append(chunk.Span);
        await wire.WriteAsync(Encoding.ASCII.GetBytes(ChunkHead(chunk.Span)), cancellationToken);
        await wire.WriteAsync(chunk, cancellationToken);
        await wire.WriteAsync("\r\n"u8.ToArray(), cancellationToken);
        _filled = 0;
    }

    private string ChunkHead(ReadOnlySpan<byte> chunk)
    {
        var size = chunk.Length.ToString("x", CultureInfo.InvariantCulture);
        return signsChunks ? $"{size};chunk-signature={Sign("AWS4-HMAC-SHA256-PAYLOAD", $"{WireRequest.EmptyPayload}\n{HashOf(chunk)}")}\r\n" : $"{size}\r\n";
    }

    private string Sign(string word, string closing)
    {
        var request = _request ?? throw new InvalidOperationException("The chunks of a request are signed after the request.");
        return _previous = request.Key.Sign($"{word}\n{request.Time}\n{request.Key.Scope}\n{_previous}\n{closing}");
    }

    private string Trailer(string value) => $"{algorithm.HeaderName()}:{value}\r\n";

    private static string TrailerSignature(string signature) => $"x-amz-trailer-signature:{signature}\r\n";

    // The empty chunk without a line end of its own, the trailer, its signature, and the line end of all.
    private long EndLength() => Framed(0) + Trailer("").Length + Base64Length() + (signsChunks ? TrailerSignature("").Length + SignatureHexLength : 0);

    private int Base64Length() => (_checksum.DigestLength + 2) / 3 * 4;

    // The chunk with its head and both line ends.
    private long Framed(int size) => size.ToString("x", CultureInfo.InvariantCulture).Length + (signsChunks ? ChunkSignatureLength : 0) + 2 + size + 2;

    private static string HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return Convert.ToHexStringLower(digest);
    }
}
