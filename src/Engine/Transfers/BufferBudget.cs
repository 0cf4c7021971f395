using System.Buffers;

namespace S3Sync.Transfers;

/// <summary>Pooled buffers for content that passes through this machine, bounded in bytes over the whole run.</summary>
internal sealed class BufferBudget(int mebibytes) : IDisposable
{
    private const int MiB = 1 << 20;
    private readonly SemaphoreSlim _bytes = new(mebibytes);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The largest buffer that is rented; what is larger streams.</summary>
    public long Largest => (long)mebibytes * MiB / 2;

    /// <summary>Rents a buffer of at least <paramref name="length"/> bytes, waiting until the budget has them.</summary>
    public async Task<Lease> RentAsync(int length, CancellationToken cancellationToken)
    {
        var weight = Math.Max(1, (length + MiB - 1) / MiB);

        // One renter gathers at a time: two that each hold half of the budget would wait for each other.
        await _turn.WaitAsync(cancellationToken);
        var taken = 0;
        try
        {
            for (; taken < weight; taken++)
            {
                await _bytes.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (taken > 0)
        {
            _bytes.Release(taken);
            throw;
        }
        finally
        {
            _turn.Release();
        }

        return new(_bytes, weight, ArrayPool<byte>.Shared.Rent(length), length);
    }

    public void Dispose()
    {
        _bytes.Dispose();
        _turn.Dispose();
    }

    /// <summary>A rented buffer; disposing returns it.</summary>
    internal sealed class Lease(SemaphoreSlim bytes, int weight, byte[] buffer, int length) : IDisposable
    {
        /// <summary>The rented bytes.</summary>
        public Memory<byte> Memory => buffer.AsMemory(0, length);

        /// <summary>The rented bytes as a stream that reads from the first one.</summary>
        public Stream OpenRead() => new MemoryStream(buffer, 0, length, writable: false);

        public void Dispose()
        {
            ArrayPool<byte>.Shared.Return(buffer);
            bytes.Release(weight);
        }
    }
}
