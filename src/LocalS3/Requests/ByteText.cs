using System.Buffers;
using System.Text;

namespace S3Sync.LocalS3.Requests;

/// <summary>Bytes of text that grow in a rented buffer, for what is hashed once and thrown away.</summary>
internal ref struct ByteText(int capacity)
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int length;

    public readonly ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    public void Append(byte value)
    {
        Reserve(1)[0] = value;
        length++;
    }

    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        length += bytes.Length;
    }

    /// <summary>One byte a character: how header values are kept between the wire and the store.</summary>
    public void AppendLatin1(scoped ReadOnlySpan<char> text) => length += Encoding.Latin1.GetBytes(text, Reserve(text.Length));

    public void AppendHex(scoped ReadOnlySpan<byte> bytes)
    {
        Convert.TryToHexStringLower(bytes, Reserve(bytes.Length * 2), out var written);
        length += written;
    }

    public override readonly string ToString() => Encoding.Latin1.GetString(Written);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        length = 0;
    }

    private Span<byte> Reserve(int count)
    {
        if (buffer.Length - length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, length + count));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        return buffer.AsSpan(length);
    }
}
