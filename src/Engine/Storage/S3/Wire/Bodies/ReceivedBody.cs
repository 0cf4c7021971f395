using S3Sync.Problems;

namespace S3Sync.Storage.S3.Wire.Bodies;

/// <summary>A response body that says so when it breaks: a cut connection, a missing rest and a stall all become <see cref="FailureKind.Broken"/>.</summary>
internal sealed class ReceivedBody(Stream wire, string place, long expected, BodyPace pace, TimeProvider time) : Stream
{
    private long _received;
    private StallGuard? _guard;
    private CancellationToken _guarded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => expected;

    public override long Position
    {
        get => _received;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var guard = Guard(cancellationToken);
        try
        {
            var count = Received(await wire.ReadAsync(buffer, guard.Token), buffer.Length);
            if (pace.Read is { } rate)
            {
                await rate.TakeAsync(count, cancellationToken);
            }

            return count;
        }
        catch (Exception exception) when (IsBreak(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw Broken(exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // It could neither be watched nor held back without a thread.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            wire.Dispose();
            _guard?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsBreak(Exception exception) => exception is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException;

    // One guard for all reads with the same token. While nobody reads it may run out: that is the reader's pause, not the wire's.
    private StallGuard Guard(CancellationToken cancellationToken)
    {
        if (_guard is { HasStalled: false } guard && _guarded == cancellationToken)
        {
            guard.Moved();
            return guard;
        }

        _guard?.Dispose();
        _guarded = cancellationToken;
        return _guard = new(new(pace.Patience, pace.Patience), TimeSpan.Zero, time, cancellationToken);
    }

    private int Received(int count, int wanted)
    {
        _received += count;
        return (count == 0 && wanted > 0 && _received < expected) || _received > expected ? throw Broken(null) : count;
    }

    private StorageException Broken(Exception? cause) => new(StoreProblems.BodyBroken(place, _received, expected), FailureKind.Broken, cause);
}
