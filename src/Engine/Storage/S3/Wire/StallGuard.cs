namespace S3Sync.Storage.S3.Wire;

/// <summary>How long one attempt may take, by what is waited for; <see cref="Timeout.InfiniteTimeSpan"/> is for ever.</summary>
/// <param name="Answer">Until the answer begins, once there is nothing left to send.</param>
/// <param name="Bytes">Between two bytes of a body, in either direction.</param>
/// <param name="Total">Over all, up to the beginning of the answer's body; null for no limit.</param>
internal readonly record struct Patience(TimeSpan Answer, TimeSpan Bytes, TimeSpan? Total = null);

/// <summary>
/// Ends an attempt that moves no byte for a while, or takes too long over all. A connection that silently died would otherwise hold its seat
/// until the operating system gives up, which may take a quarter of an hour.
/// </summary>
internal sealed class StallGuard : IDisposable
{
    /// <summary>How long a request may move nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How long the store may work on its own: completing an upload or copying 5 GiB takes minutes.</summary>
    public static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(15);

    /// <summary>How long a cancelled run waits for the answer of what it must not leave behind unknown.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    // One source for all ends: a request costs a source and a timer, not four of them.
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _cancelling;
    private readonly CancellationToken _caller;
    private readonly TimeProvider _time;
    private readonly Patience _patience;
    private readonly TimeSpan _grace;
    private readonly long _began;
    private bool _totalIsNext;
    private bool _bytesMove;

    public StallGuard(Patience patience, TimeSpan grace, TimeProvider time, CancellationToken cancellationToken)
    {
        (_patience, _grace, _time, _caller) = (patience, grace, time, cancellationToken);
        _began = patience.Total is null ? 0 : time.GetTimestamp();
        _end = new(Within(patience.Answer), time);
        _cancelling = cancellationToken.UnsafeRegister(static guard => ((StallGuard)guard!).Cancelled(), this); // registered with itself
    }

    /// <summary>Cancelled by the stall or the limit of all, or by the caller when the grace is over.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Whether it was the stall, or the limit of all.</summary>
    public bool HasStalled => _end.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Whether the limit of all is passed.</summary>
    public bool IsOverdue => HasStalled && _totalIsNext;

    /// <summary>Whether it is the endpoint's turn: nothing of a body moves.</summary>
    public bool AwaitsAnswer => !_bytesMove;

    /// <summary>Something moved. After the caller's cancellation this buys no more time.</summary>
    public void Moved() => Allow(_patience.Bytes, bytesMove: true);

    /// <summary>All was sent: it is the endpoint's turn.</summary>
    public void Sent() => Allow(_patience.Answer, bytesMove: false);

    /// <summary>We hold back ourselves; until something moves again it is not the endpoint that stalls.</summary>
    public void Paused() => Allow(Timeout.InfiniteTimeSpan, bytesMove: true);

    public void Dispose()
    {
        _cancelling.Dispose();
        _end.Dispose();
    }

    private void Allow(TimeSpan patience, bool bytesMove)
    {
        _bytesMove = bytesMove;
        if (!_caller.IsCancellationRequested && !_end.IsCancellationRequested)
        {
            _end.CancelAfter(Within(patience));
        }
    }

    private TimeSpan Within(TimeSpan patience)
    {
        if (_patience.Total is not { } total)
        {
            return patience;
        }

        var left = total - _time.GetElapsedTime(_began);
        left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        _totalIsNext = patience == Timeout.InfiniteTimeSpan || patience > left;
        return _totalIsNext ? left : patience;
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
