namespace S3Sync.Transfers;

/// <summary>Seats for parts in flight, over the whole run: objects × parts is bounded once.</summary>
internal sealed class PartBudget(int parallelParts) : IDisposable
{
    private readonly SemaphoreSlim _seats = new(parallelParts);

    /// <summary>The most parts in flight.</summary>
    public int Degree => parallelParts;

    /// <summary>Takes a seat; disposing gives it back.</summary>
    public async Task<Seat> TakeAsync(CancellationToken cancellationToken)
    {
        await _seats.WaitAsync(cancellationToken);
        return new(_seats);
    }

    public void Dispose() => _seats.Dispose();

    /// <summary>A taken seat.</summary>
    internal readonly struct Seat(SemaphoreSlim seats) : IDisposable
    {
        public void Dispose() => seats.Release();
    }
}
