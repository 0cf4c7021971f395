using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;

namespace S3Sync.LocalS3.Authentication.Bodies;

/// <summary>
/// The content inside aws-chunked encoding. The last bytes are given out only when all chunks, the end and the trailer were right, so a
/// reader that stops at <see cref="Length"/> has verified everything as well.
/// </summary>
internal sealed class AwsChunkedBody(PipeReader wire, PayloadForm form, long decodedLength, ChunkSigner signer, string[] declaredTrailer) : ReadOnlyBody
{
    private const int SmallestChunk = 8192;
    private const int LongestLine = 16 * 1024;
    private readonly IncrementalHash? hash = form.SignedChunks ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private readonly Dictionary<string, string> trailer = new(StringComparer.Ordinal);
    private long left = decodedLength;
    private long leftInChunk;
    private string signature = "";
    private int chunkNumber;
    private bool sawSmallChunk;
    private bool finished;

    public override long Length { get; } = decodedLength;

    /// <summary>The trailing headers, lower-case names; complete once the body was read.</summary>
    public IReadOnlyDictionary<string, string> Trailer => trailer;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left == 0 || buffer.IsEmpty) return 0;
        if (leftInChunk == 0) await BeginChunkAsync(cancellationToken);
        var count = await ReadDataAsync(buffer, cancellationToken);
        if (leftInChunk == 0) await EndChunkAsync(cancellationToken);
        if (left == 0) await FinishAsync(cancellationToken);
        return count;
    }

    /// <summary>Reads and verifies what follows the content: the last chunk and the trailer.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (finished) return;
        finished = true;
        if (ParseHeader(await ReadLineAsync(cancellationToken)) != 0) throw Refusals.IncompleteBody();
        CheckChunk();
        await new TrailerReader(declaredTrailer, form, signer, trailer).ReadAsync(ReadLineAsync, cancellationToken);
        var rest = await wire.ReadAsync(cancellationToken);
        var ended = rest.Buffer.IsEmpty && rest.IsCompleted;
        wire.AdvanceTo(rest.Buffer.Start);
        if (!ended) throw Refusals.MalformedChunk();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask BeginChunkAsync(CancellationToken cancellationToken)
    {
        var size = ParseHeader(await ReadLineAsync(cancellationToken));
        chunkNumber++;

        // The content ends before, or goes beyond, what x-amz-decoded-content-length promised.
        if (size == 0 || size > left) throw Refusals.IncompleteBody();
        if (sawSmallChunk) throw Refusals.SmallChunk(chunkNumber - 1, size);
        sawSmallChunk = size < SmallestChunk;
        leftInChunk = size;
    }

    private async ValueTask<int> ReadDataAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var result = await wire.ReadAsync(cancellationToken);
        if (result.Buffer.IsEmpty) throw Refusals.BodyEndsEarly();
        var count = (int)Math.Min(Math.Min(leftInChunk, buffer.Length), result.Buffer.Length);
        var data = result.Buffer.Slice(0, count);
        data.CopyTo(buffer.Span);
        wire.AdvanceTo(data.End);
        hash?.AppendData(buffer.Span[..count]);
        leftInChunk -= count;
        left -= count;
        return count;
    }

    private async ValueTask EndChunkAsync(CancellationToken cancellationToken)
    {
        if ((await ReadLineAsync(cancellationToken)).Length != 0) throw Refusals.MalformedChunk();
        CheckChunk();
    }

    private void CheckChunk()
    {
        if (hash is null) return;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        signer.CheckChunk(digest, signature);
    }

    private long ParseHeader(string line)
    {
        var end = line.IndexOf(';', StringComparison.Ordinal);
        var size = end < 0 ? line.AsSpan() : line.AsSpan(0, end);
        if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bytes) || bytes < 0) throw Refusals.MalformedChunk();
        if (!form.SignedChunks) return end < 0 ? bytes : throw Refusals.MalformedChunk();
        const string field = ";chunk-signature=";
        if (end < 0 || !line.AsSpan(end).StartsWith(field, StringComparison.Ordinal)) throw Refusals.MalformedChunk();
        signature = line[(end + field.Length)..];
        return bytes;
    }

    private async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await wire.ReadAsync(cancellationToken);
            if (TakeLine(result.Buffer, out var line, out var end))
            {
                wire.AdvanceTo(end);
                return line;
            }

            wire.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted) throw Refusals.BodyEndsEarly();
            if (result.Buffer.Length > LongestLine) throw Refusals.MalformedChunk();
        }
    }

    private static bool TakeLine(ReadOnlySequence<byte> buffer, out string line, out SequencePosition end)
    {
        var reader = new SequenceReader<byte>(buffer);
        var found = reader.TryReadTo(out ReadOnlySequence<byte> bytes, "\r\n"u8);
        line = found ? Encoding.Latin1.GetString(bytes) : "";
        end = reader.Position;
        return found;
    }
}
