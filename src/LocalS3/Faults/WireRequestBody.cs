using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using S3Sync.LocalS3.Authentication.Bodies;
using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3.Faults;

/// <summary>A request's body on its way in: counted for the log, and spoilt where a fault says so.</summary>
internal sealed class WireRequestBody(HttpContext context, Stream inner, LoggedRequest log, StruckRequest? struck) : ReadOnlyBody
{
    private readonly long place = struck?.RequestPlace?.Of(context.Request.ContentLength ?? 0) ?? -1;
    private long position;

    public override long Length => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (struck?.BytesPerSecond is int rate)
        {
            buffer = buffer[..Math.Min(buffer.Length, Pace.Step(rate))];
            await Pace.WaitAsync(buffer.Length, rate, cancellationToken);
        }

        var count = await inner.ReadAsync(buffer, cancellationToken);
        log.Received(count);
        if (place >= position && place < position + count) Spoil(buffer.Span, (int)(place - position));
        position += count;
        return count;
    }

    private void Spoil(Span<byte> buffer, int at)
    {
        if (struck!.Fault is not Fault.ResetRequest) // called only when struck
        {
            buffer[at] ^= 0xff;
            return;
        }

        context.Abort();
        throw new ConnectionAbortedException();
    }
}
