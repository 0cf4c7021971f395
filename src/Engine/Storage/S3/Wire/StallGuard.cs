namespace S3Sync.Storage.S3.Wire;

/// <summary>
/// Ends an attempt that moves no byte for a while. A connection that silently died would otherwise hold its seat until the operating
/// system gives up, which may take a quarter of an hour.
/// </summary>
internal sealed class StallGuard : IDisposable
{
    /// <summary>How long a request may move nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How long the store may work on its own: completing an upload or copying 5 GiB takes minutes.</summary>
    public static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(15);

    private readonly CancellationTokenSource _stalled;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan _patience;

    public StallGuard(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        _patience = patience;
        _stalled = new(patience, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_stalled.Token, cancellationToken);
    }

    /// <summary>Cancelled by the caller or by the stall.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether it was the stall.</summary>
    public bool HasStalled => _stalled.IsCancellationRequested;

    /// <summary>Something moved.</summary>
    public void Moved()
    {
        if (!_stalled.IsCancellationRequested)
        {
            _stalled.CancelAfter(_patience);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _stalled.Dispose();
    }
}
