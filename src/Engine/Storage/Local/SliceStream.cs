using Microsoft.Win32.SafeHandles;
using S3Sync.Problems;

namespace S3Sync.Storage.Local;

/// <summary>The bytes of a <see cref="ContentSlice"/>: seekable, of exact length, unbuffered because its readers bring buffers of their own.</summary>
internal sealed class SliceStream(SafeFileHandle file, ContentSlice slice) : Stream
{
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => slice.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var wanted = Wanted(buffer.Length);
        try
        {
            return wanted == 0 ? 0 : Advance(RandomAccess.Read(file, buffer[..wanted], slice.Offset + _position));
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            throw LocalFailures.Reading(slice.File.Path, failure);
        }
    }

    /// <inheritdoc/>
    /// <remarks>It reads at once: .NET's asynchronous file reads are this very call on another thread of the same pool, and handing over costs more than it.</remarks>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? _position : Length);

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Wanted(int room) => (int)Math.Min(room, Math.Max(0, slice.Length - _position));

    private int Advance(int read)
    {
        if (read == 0)
        {
            throw new StorageException(LocalProblems.FileChanged(slice.File.Path), FailureKind.Changed);
        }

        _position += read;
        return read;
    }
}
