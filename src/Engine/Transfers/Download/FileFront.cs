using System.Buffers;
using S3Sync.Integrity;
using S3Sync.Storage.Local;

namespace S3Sync.Transfers.Download;

/// <summary>
/// A digest that exists only front to back, over ranges that finish in any order: it follows the contiguous front of finished ranges,
/// reading them from the temporary file while they are still in the page cache.
/// </summary>
internal sealed class FileFront(PartialFile file, PartLayout layout, DigestSet digests) : IDisposable
{
    private const int ChunkSize = 256 << 10;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly bool[] _finished = new bool[layout.Parts.Count];
    private int _next;

    /// <summary>Marks a range and digests as far as the front has come.</summary>
    public async Task FinishedAsync(PartRange range, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _finished[range.Number - 1] = true;
            for (; _next < _finished.Length && _finished[_next]; _next++)
            {
                await DigestAsync(layout.Parts[_next], cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task DigestAsync(PartRange range, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (long done = 0; done < range.Length;)
            {
                var wanted = (int)Math.Min(buffer.Length, range.Length - done);
                var read = await RandomAccess.ReadAsync(file.Handle, buffer.AsMemory(0, wanted), range.Offset + done, cancellationToken);
                if (read == 0)
                {
                    throw new EndOfStreamException("The temporary file is shorter than what was written to it.");
                }

                await digests.AppendAsync(buffer.AsMemory(0, read));
                done += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
