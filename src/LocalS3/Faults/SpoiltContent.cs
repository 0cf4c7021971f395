using S3Sync.LocalS3.Authentication.Bodies;

namespace S3Sync.LocalS3.Faults;

/// <summary>Verified content of which one byte is turned before it is stored.</summary>
internal sealed class SpoiltContent(Stream inner, long place) : ReadOnlyBody
{
    private long position;

    public override long Length => inner.Length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        if (place >= position && place < position + count) buffer.Span[(int)(place - position)] ^= 0xff;
        position += count;
        return count;
    }
}
