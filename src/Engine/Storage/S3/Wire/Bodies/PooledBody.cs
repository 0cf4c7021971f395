using System.Buffers;

namespace S3Sync.Storage.S3.Wire.Bodies;

/// <summary>A small answer's whole body in a pooled buffer.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int FirstSize = 64 << 10;

    /// <summary>Longer than any answer that is read whole: a page of 1,000 keys of 1,024 bytes, each byte escaped, is 4 MiB.</summary>
    private const int LongestBody = 64 << 20;

    private byte[] _buffer;
    private int _length;

    private PooledBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    /// <summary>Reads a body to its end.</summary>
    public static async Task<PooledBody> ReadAsync(WireAnswer answer, StallGuard guard)
    {
        var body = new PooledBody((int)Math.Min(answer.ContentLength + 1 ?? FirstSize, LongestBody));
        try
        {
            await using var wire = await answer.OpenAsync(guard.Token);
            for (int read; (read = await wire.ReadAsync(body.Free(), guard.Token)) > 0; body._length += read)
            {
                guard.Moved();
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private Memory<byte> Free()
    {
        if (_length >= LongestBody)
        {
            throw new IOException("The answer is longer than any answer of this kind.");
        }

        if (_length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }
}
