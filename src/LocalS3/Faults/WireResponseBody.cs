using Microsoft.AspNetCore.Http;
using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3.Faults;

/// <summary>An answer's body on its way out: counted for the log, and cut, spoilt, stalled or slowed where a fault says so.</summary>
internal sealed class WireResponseBody(HttpContext context, Stream inner, LoggedRequest log, StruckRequest? struck) : Stream
{
    private long position;
    private long place = -1;
    private bool begun;
    private bool cut;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <summary>Whether nothing of the answer may leave.</summary>
    public bool Lost => struck is { LosesAnswer: true };

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (struck is null) await SendAsync(buffer, cancellationToken);
        else if (!Lost && !cut) await WriteStruckAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Lost ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body is written asynchronously.");

    private async ValueTask WriteStruckAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        if (!begun) Begin(buffer.Length);
        if (struck!.BytesPerSecond is int rate) await SendSlowlyAsync(buffer, rate, cancellationToken); // called only when struck
        else if (place >= position && place < position + buffer.Length) await StrikeAsync(buffer, (int)(place - position), cancellationToken);
        else await SendAsync(buffer, cancellationToken);
    }

    // A fraction needs the length; an answer that does not tell it is judged by its first piece.
    private void Begin(int firstPiece)
    {
        begun = true;
        place = struck!.ResponsePlace?.Of(context.Response.ContentLength ?? firstPiece) ?? -1; // called only when struck
    }

    private async ValueTask StrikeAsync(ReadOnlyMemory<byte> buffer, int at, CancellationToken cancellationToken)
    {
        if (struck!.Fault is Fault.CorruptResponseByte) // called only when struck
        {
            var spoilt = buffer.ToArray();
            spoilt[at] ^= 0xff;
            await SendAsync(spoilt, cancellationToken);
            return;
        }

        await SendAsync(buffer[..at], cancellationToken);
        await inner.FlushAsync(cancellationToken);
        if (struck.Fault is Fault.StallResponse)
        {
            await struck.StallAsync(context.RequestAborted);
            await SendAsync(buffer[at..], cancellationToken);
            return;
        }

        Cut();
    }

    // With a Content-Length that is not met, Kestrel sends what there is and closes: the client has exactly the bytes asked for. A chunked
    // answer would be ended properly, so its connection is aborted.
    private void Cut()
    {
        cut = true;
        if (context.Response.ContentLength is null) context.Abort();
    }

    private async ValueTask SendSlowlyAsync(ReadOnlyMemory<byte> buffer, int rate, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var step = buffer[..Math.Min(buffer.Length, Pace.Step(rate))];
            await Pace.WaitAsync(step.Length, rate, context.RequestAborted);
            await SendAsync(step, cancellationToken);
            await inner.FlushAsync(cancellationToken);
            buffer = buffer[step.Length..];
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        position += buffer.Length;
        log.Sent(buffer.Length);
        if (!buffer.IsEmpty) await inner.WriteAsync(buffer, cancellationToken);
    }
}
