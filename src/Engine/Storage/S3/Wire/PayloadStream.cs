using S3Sync.Problems;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Storage.S3.Wire;

/// <summary>
/// The body of one attempt as the SDK reads it. It knows its length, so a source that cannot seek is sent with a Content-Length too, and
/// it carries the payload's digest to <see cref="RequestFinish"/>, because the SDK would read the whole body to hash it a second time.
/// </summary>
internal sealed class PayloadStream : Stream
{
    private readonly Stream _content;
    private readonly RequestBody _body;
    private readonly string _place;
    private readonly StallGuard _guard;
    private long _sent;

    public PayloadStream(RequestBody body, string place, StallGuard guard)
    {
        _body = body;
        _place = place;
        _guard = guard;
        _content = body.Open();
    }

    /// <summary>The body this stream sends.</summary>
    public RequestBody Body => _body;

    public override bool CanRead => true;

    /// <summary>Said to be seekable so that the SDK neither buffers nor chunks it; see <see cref="Position"/>.</summary>
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _body.Length;

    /// <summary>It never goes back: an attempt reads its body once, and the next attempt opens it anew.</summary>
    public override long Position
    {
        get => _sent;
        set
        {
            if (value != _sent)
            {
                // The runtime would send the request once more on a new connection, behind the funnel's back.
                throw new IOException();
            }
        }
    }

    /// <summary>Takes back from the progress what this attempt reported, because it failed.</summary>
    public void TakeBack()
    {
        _body.OnBytes?.Invoke(-_sent);
        _sent = 0;
    }

    public override int Read(Span<byte> buffer) => Sent(buffer.Length == 0 ? 0 : _content.Read(Within(buffer)), buffer.Length);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, Length - _sent);
        return Sent(wanted == 0 ? 0 : await _content.ReadAsync(buffer[..wanted], cancellationToken), buffer.Length);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _sent + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private Span<byte> Within(Span<byte> buffer) => buffer[..(int)Math.Min(buffer.Length, Length - _sent)];

    private int Sent(int count, int wanted)
    {
        if (count == 0 && wanted > 0 && _sent < Length)
        {
            // Not an end of the stream: the peer would wait for the rest of the announced length.
            throw new StorageException(StoreProblems.ContentShort(_place, _sent, Length), FailureKind.Changed);
        }

        _sent += count;
        _guard.Moved();
        if (count > 0)
        {
            _body.OnBytes?.Invoke(count);
        }

        return count;
    }
}
