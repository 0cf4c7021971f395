using System.Buffers;
using System.Net;
using S3Sync.Limits;
using S3Sync.Problems;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Storage.S3.Wire.Bodies;

/// <summary>
/// The body of one attempt on its way into the connection. It is sent once: the runtime would send a request again by itself when a
/// connection it had used before breaks without an answer, behind the funnel's back.
/// </summary>
internal class PayloadContent(RequestBody body, string place, StallGuard guard, TokenBucket? rate) : HttpContent
{
    private const int BlockSize = 128 << 10;

    private int _begun;
    private long _sent;
    private Task _writing = Task.CompletedTask;

    /// <summary>The body.</summary>
    protected RequestBody Body => body;

    /// <summary>
    /// Waits until nothing reads the body any more, which an attempt that was given up does for a moment longer, and takes back from the
    /// progress what it reported.
    /// </summary>
    public async Task TakeBackAsync()
    {
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        body.OnBytes?.Invoke(-_sent);
        _sent = 0;
    }

    protected sealed override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected sealed override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _begun, 1) != 0)
        {
            throw new IOException("the connection broke before an answer came");
        }

        return _writing = body.Bytes is { } bytes ? WriteBytesAsync(stream, bytes, cancellationToken) : WriteStreamAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    /// <summary>Writes one block of the body.</summary>
    protected virtual ValueTask WriteBlockAsync(Stream wire, ReadOnlyMemory<byte> block, CancellationToken cancellationToken) => wire.WriteAsync(block, cancellationToken);

    /// <summary>Writes what follows the body.</summary>
    protected virtual ValueTask WriteEndAsync(Stream wire, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private async Task WriteBytesAsync(Stream wire, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        for (var rest = bytes; rest.Length > 0;)
        {
            // Without a limit all of it is one block.
            var block = rate is null ? rest : rest[..Math.Min(BlockSize, rest.Length)];
            await PaceAsync(block.Length, cancellationToken);
            await WriteBlockAsync(wire, block, cancellationToken);
            Sent(block.Length);
            rest = rest[block.Length..];
        }

        await WriteEndAsync(wire, cancellationToken);
        guard.Sent();
    }

    private async Task WriteStreamAsync(Stream wire, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            await using var content = body.Open();
            for (long rest = body.Length; rest > 0;)
            {
                var read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(BlockSize, rest)), cancellationToken);
                if (read == 0)
                {
                    // Not an end of the stream: the peer would wait for the rest of the announced length.
                    throw new StorageException(StoreProblems.ContentShort(place, body.Length - rest, body.Length), FailureKind.Changed);
                }

                await PaceAsync(read, cancellationToken);
                await WriteBlockAsync(wire, buffer.AsMemory(0, read), cancellationToken);
                Sent(read);
                rest -= read;
            }

            await WriteEndAsync(wire, cancellationToken);
            guard.Sent();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private ValueTask PaceAsync(int count, CancellationToken cancellationToken)
    {
        if (rate is null)
        {
            return ValueTask.CompletedTask;
        }

        // It is the limit that holds back, not the wire.
        guard.Paused();
        return rate.TakeAsync(count, cancellationToken);
    }

    private void Sent(int count)
    {
        _sent += count;
        guard.Moved();
        body.OnBytes?.Invoke(count);
    }
}
