using System.Buffers;
using S3Sync.Integrity;

namespace S3Sync.Transfers.Ordered;

/// <summary>
/// A digest that exists only front to back, over parts of a file that finish in any order: it follows the contiguous front of finished parts,
/// reading them again while they are still in the page cache.
/// </summary>
/// <param name="read">Reads from an offset; called in ascending order of the offsets, each byte once.</param>
/// <param name="layout">The parts.</param>
/// <param name="digests">What is computed.</param>
internal sealed class FileFront(Func<long, Memory<byte>, CancellationToken, ValueTask<int>> read, PartLayout layout, DigestSet digests)
{
    private const int ChunkSize = 256 << 10;
    private readonly Lock _marks = new();
    private readonly bool[] _finished = new bool[layout.Parts.Count];
    private int _next;
    private bool _isDigesting;

    /// <summary>
    /// Marks a part, and digests as far as the front has come, unless another part's call is at it: then that one goes on with this part. When
    /// the calls of all parts have ended, all is digested.
    /// </summary>
    public async Task FinishedAsync(PartRange range, CancellationToken cancellationToken)
    {
        lock (_marks)
        {
            _finished[range.Number - 1] = true;
            if (_isDigesting)
            {
                return;
            }

            _isDigesting = true;
        }

        while (Next() is { } part)
        {
            await DigestAsync(part, cancellationToken);
        }
    }

    private PartRange? Next()
    {
        lock (_marks)
        {
            _isDigesting = _next < _finished.Length && _finished[_next];
            return _isDigesting ? layout.Parts[_next++] : null;
        }
    }

    private async Task DigestAsync(PartRange range, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (long done = 0; done < range.Length;)
            {
                var wanted = (int)Math.Min(buffer.Length, range.Length - done);
                var count = await read(range.Offset + done, buffer.AsMemory(0, wanted), cancellationToken);
                if (count == 0)
                {
                    throw new EndOfStreamException("The file is shorter than the part of it that was just written or read.");
                }

                await digests.AppendAsync(buffer.AsMemory(0, count));
                done += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
