using S3Sync.Limits;

namespace S3Sync.Transfers;

/// <summary>
/// Seats for what is in flight over the whole run, both sides and all directions: small objects and parts of large ones share them, so objects
/// × parts is bounded once. How many there are is found out while they are used.
/// </summary>
/// <param name="limit">How many seats there are.</param>
/// <param name="parallelParts">How many of them parts may take.</param>
internal sealed class SeatBudget(AdaptiveLimit limit, int parallelParts) : IDisposable
{
    private readonly SemaphoreSlim _parts = new(parallelParts);

    /// <summary>The most parts in flight.</summary>
    public int PartDegree => parallelParts;

    /// <summary>Takes a seat for an object that moves by one request; disposing gives it back.</summary>
    public ValueTask<AdaptiveLimit.Seat> TakeAsync(CancellationToken cancellationToken) => limit.TakeAsync(cancellationToken);

    /// <summary>Takes a seat for a part of that many bytes; disposing gives it back.</summary>
    public async Task<PartSeat> TakePartAsync(long length, CancellationToken cancellationToken)
    {
        await _parts.WaitAsync(cancellationToken);
        try
        {
            var seat = await limit.TakeAsync(cancellationToken);
            seat.Moved(length);
            return new(_parts, seat);
        }
        catch (OperationCanceledException)
        {
            _parts.Release();
            throw;
        }
    }

    public void Dispose() => _parts.Dispose();

    /// <summary>A part's seat.</summary>
    internal readonly struct PartSeat(SemaphoreSlim parts, AdaptiveLimit.Seat seat) : IDisposable
    {
        public void Dispose()
        {
            seat.Dispose();
            parts.Release();
        }
    }
}
