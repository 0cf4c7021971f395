using S3Sync.Problems;

namespace S3Sync.Storage.S3.Wire;

/// <summary>A response body that says so when it breaks: a cut connection, a missing rest and a stall all become <see cref="FailureKind.Broken"/>.</summary>
internal sealed class ReceivedBody(Stream wire, string place, long expected, TimeProvider time) : Stream
{
    private long _received;

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
        using var guard = new StallGuard(StallGuard.Patience, time, cancellationToken);
        try
        {
            return Received(await wire.ReadAsync(buffer, guard.Token), buffer.Length);
        }
        catch (Exception exception) when (IsBreak(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw Broken(exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Received(wire.Read(buffer, offset, count), count);
        }
        catch (Exception exception) when (IsBreak(exception))
        {
            throw Broken(exception);
        }
    }

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
        }

        base.Dispose(disposing);
    }

    private static bool IsBreak(Exception exception) => exception is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException;

    private int Received(int count, int wanted)
    {
        _received += count;
        return (count == 0 && wanted > 0 && _received < expected) || _received > expected ? throw Broken(null) : count;
    }

    private StorageException Broken(Exception? cause) => new(StoreProblems.BodyBroken(place, _received, expected), FailureKind.Broken, cause);
}
