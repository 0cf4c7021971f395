namespace S3Sync.LocalS3.Objects.Storage;

/// <summary>Reads a segment that is in memory.</summary>
internal sealed class ChunkStream(Segment segment) : Stream
{
    private int _chunk;
    private long _chunkStart;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => segment.Length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        while (_chunk < segment.Chunks.Count && _position - _chunkStart == segment.Chunks[_chunk].Length)
        {
            _chunkStart += segment.Chunks[_chunk++].Length;
        }

        if (_chunk == segment.Chunks.Count)
        {
            return 0;
        }

        var rest = segment.Chunks[_chunk].AsSpan((int)(_position - _chunkStart));
        var taken = Math.Min(rest.Length, buffer.Length);
        rest[..taken].CopyTo(buffer);
        _position += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer, offset, count));

    public override long Seek(long offset, SeekOrigin origin)
    {
        _position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => Length + offset };
        for ((_chunk, _chunkStart) = (0, 0); _chunk < segment.Chunks.Count && _chunkStart + segment.Chunks[_chunk].Length < _position; _chunk++)
        {
            _chunkStart += segment.Chunks[_chunk].Length;
        }

        return _position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
