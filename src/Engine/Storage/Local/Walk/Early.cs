namespace S3Sync.Storage.Local.Walk;

/// <summary>
/// A reading that the thread pool may make before its turn comes. It is never waited for in vain: when its turn comes and nobody has begun it,
/// it is given up, and what it would have read is read then.
/// </summary>
internal sealed class Early<T>
    where T : class
{
    // What is older was read too early: a consumer that is busy for minutes must not be told what was there minutes ago.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly Task _reading;
    private long _began;
    private int _taken;
    private volatile T? _finished;

    /// <summary>Offers the reading to the thread pool. It answers null when it cannot tell; then, too, its turn reads.</summary>
    public Early(Func<T?> read, TimeProvider time)
    {
        _time = time;
        _reading = Task.Run(() =>
        {
            if (Begin())
            {
                _began = _time.GetTimestamp();
                _finished = read();
            }
        });
    }

    /// <summary>What was read; null as long as it is not finished.</summary>
    public T? Finished => _finished;

    /// <summary>Whether what was read is not too old to be told.</summary>
    public bool IsFresh => _time.GetElapsedTime(_began) < Fresh;

    /// <summary>Its turn has come: what was read, or is being read; null when nobody has begun, or it is too old.</summary>
    public async ValueTask<T?> TakeAsync()
    {
        if (Begin())
        {
            return null;
        }

        await _reading;
        return IsFresh ? _finished : null;
    }

    /// <summary>Gives it up, and waits for it when it was begun.</summary>
    public async ValueTask StopAsync()
    {
        if (!Begin())
        {
            await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool Begin() => Interlocked.Exchange(ref _taken, 1) == 0;
}
