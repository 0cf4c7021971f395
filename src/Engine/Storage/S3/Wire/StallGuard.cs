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

    /// <summary>How long a cancelled run waits for the answer of what it must not leave behind unknown.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    // One source for both ends: a request costs a source and a timer, not four of them.
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _cancelling;
    private readonly CancellationToken _caller;
    private readonly TimeSpan _patience;
    private readonly TimeSpan _grace;

    public StallGuard(TimeSpan patience, TimeSpan grace, TimeProvider time, CancellationToken cancellationToken)
    {
        (_patience, _grace, _caller) = (patience, grace, cancellationToken);
        _end = new(patience, time);
        _cancelling = cancellationToken.UnsafeRegister(static guard => ((StallGuard)guard!).Cancelled(), this); // registered with itself
    }

    /// <summary>Cancelled by the stall, or by the caller when the grace is over.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Whether it was the stall.</summary>
    public bool HasStalled => _end.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Something moved. After the caller's cancellation this buys no more time.</summary>
    public void Moved()
    {
        if (!_caller.IsCancellationRequested && !_end.IsCancellationRequested)
        {
            _end.CancelAfter(_patience);
        }
    }

    public void Dispose()
    {
        _cancelling.Dispose();
        _end.Dispose();
    }

    private void Cancelled()
    {
        if (_grace > TimeSpan.Zero)
        {
            _end.CancelAfter(_grace);
        }
        else
        {
            _end.Cancel();
        }
    }
}
