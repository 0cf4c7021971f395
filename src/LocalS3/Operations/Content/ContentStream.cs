using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Content;

/// <summary>Reads a range of a stored content, across its parts, and holds its bytes until disposed: an overwrite meanwhile takes nothing away.</summary>
internal sealed class ContentStream : Stream
{
    private readonly Bucket _bucket;
    private readonly StoredContent _content;
    private int _next;
    private long _skip;
    private long _rest;
    private Stream? _part;

    private ContentStream(Bucket bucket, StoredContent content, ByteRange range)
    {
        (_bucket, _content, _skip, _rest) = (bucket, content, range.First, range.Length);
        while (_next < content.Parts.Count && _skip >= content.Parts[_next].Segment.Length)
        {
            _skip -= content.Parts[_next++].Segment.Length;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens a range; null when the content was overwritten or deleted meanwhile and nobody reads it any more.</summary>
    public static ContentStream? TryOpen(Bucket bucket, StoredContent content, ByteRange? range = null) =>
        content.TryHold() ? new(bucket, content, range ?? new(0, content.Size)) : null;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_rest > 0 && buffer.Length > 0)
        {
            _part ??= OpenNext();
            var read = await _part.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _rest)], cancellationToken);
            if (read > 0)
            {
                _rest -= read;
                return read;
            }

            await _part.DisposeAsync();
            _part = null;
        }

        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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
            _part?.Dispose();
            _content.Release();
        }

        base.Dispose(disposing);
    }

    private Stream OpenNext()
    {
        if (_next == _content.Parts.Count)
        {
            throw new InvalidDataException($"The content of an object in '{_bucket.Name}' is shorter than its record.");
        }

        var part = _bucket.Storage.Open(_content.Parts[_next++].Segment);
        part.Position = _skip;
        _skip = 0;
        return part;
    }
}
