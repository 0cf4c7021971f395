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

    private readonly CancellationTokenSource _stalled;
    private readonly CancellationTokenSource _cancelled;
    private readonly CancellationTokenRegistration _cancelling;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan _patience;

    public StallGuard(TimeSpan patience, TimeSpan grace, TimeProvider time, CancellationToken cancellationToken)
    {
        _patience = patience;
        _stalled = new(patience, time);
        _cancelled = new(Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_stalled.Token, grace > TimeSpan.Zero ? _cancelled.Token : cancellationToken);
        _cancelling = grace > TimeSpan.Zero ? cancellationToken.UnsafeRegister(_ => _cancelled.CancelAfter(grace), null) : default;
    }

    /// <summary>Cancelled by the stall, or by the caller when the grace is over.</summary>
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
        _cancelling.Dispose();
        _either.Dispose();
        _cancelled.Dispose();
        _stalled.Dispose();
    }
}
