namespace S3Sync.Limits;

/// <summary>
/// How many transfers are in flight, found out while they run: it grows while that moves more, shrinks where fewer move as much (then more
/// would only wait longer), and is halved when the endpoint says that it is overloaded.
/// </summary>
/// <param name="ceiling">The most that are ever in flight.</param>
/// <param name="time">The clock of the windows.</param>
internal sealed class AdaptiveLimit(int ceiling, TimeProvider time) : IDisposable
{
    /// <summary>Where it begins, when the ceiling is higher: it doubles from there.</summary>
    private const int Beginning = 8;

    /// <summary>A transfer is worth this many bytes besides its own: a small one costs about as much.</summary>
    private const long BytesPerTransfer = 64 << 10;

    /// <summary>A window is no shorter than this, and holds no fewer transfers than <see cref="TransfersPerSeat"/> for each seat.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(200);

    private const int TransfersPerSeat = 4;

    /// <summary>What a larger limit must bring, or it is not kept.</summary>
    private const double Gain = 1.03;

    /// <summary>What a smaller limit may lose: less than a step costs where the endpoint could do more.</summary>
    private const double Loss = 0.98;

    /// <summary>The longest pause between two trials, in windows.</summary>
    private const int LongestPause = 16;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _seats = new(Math.Min(Beginning, ceiling), ceiling);
    private int _limit = Math.Min(Beginning, ceiling);
    private int _owed;
    private bool _isStarting = true;
    private long _windowBegan = time.GetTimestamp();
    private long _moved;
    private int _done;
    private long _lastThrottled = long.MinValue;
    private (int Limit, double Rate)? _before;
    private int _pause = 1;
    private int _windowsToTrial = 1;
    private bool _triesLess;
    private bool _isSettling;

    /// <summary>The most that are in flight now.</summary>
    public int Current => Volatile.Read(ref _limit);

    /// <summary>Waits for a seat.</summary>
    public async ValueTask<Seat> TakeAsync(CancellationToken cancellationToken)
    {
        await _seats.WaitAsync(cancellationToken);
        return new(this);
    }

    /// <summary>The endpoint said that it is overloaded. What was in flight at that moment may all say so: it counts once a window.</summary>
    public void Throttled()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (_lastThrottled != long.MinValue && time.GetElapsedTime(_lastThrottled, now) < Window)
            {
                return;
            }

            _lastThrottled = now;
            _isStarting = false;
            (_before, _pause) = (null, LongestPause);
            _windowsToTrial = LongestPause;
            Set(_limit / 2);
            Begin(now);
        }
    }

    public void Dispose() => _seats.Dispose();

    private void Return(long bytes)
    {
        lock (_gate)
        {
            _moved += bytes + BytesPerTransfer;
            _done++;
            GiveBack();
            var now = time.GetTimestamp();
            if (_isStarting ? _done >= _limit : _done >= _limit * TransfersPerSeat && time.GetElapsedTime(_windowBegan, now) >= Window)
            {
                Judge(_moved / Math.Max(time.GetElapsedTime(_windowBegan, now).TotalSeconds, 1e-6));
                Begin(now);
            }
        }
    }

    private void GiveBack()
    {
        if (_owed > 0)
        {
            _owed--;
        }
        else
        {
            _seats.Release();
        }
    }

    private void Begin(long now) => (_windowBegan, _moved, _done) = (now, 0, 0);

    // One trial at a time: a window with another limit, which is kept when it did better, or as well with less.
    private void Judge(double rate)
    {
        if (_isStarting)
        {
            Set(_limit * 2);
            _isStarting = _limit < ceiling;
        }
        else if (_isSettling)
        {
            // What was in flight when the limit changed still moved at the old one.
            _isSettling = false;
        }
        else if (_before is { } before)
        {
            var better = _limit > before.Limit ? rate >= before.Rate * Gain : rate >= before.Rate * Loss;
            _before = null;
            _pause = better ? 1 : Math.Min(LongestPause, _pause * 2);
            _windowsToTrial = _pause;
            _triesLess = better == _triesLess;
            _isSettling = !better;
            Set(better ? _limit : before.Limit);
        }
        else if (--_windowsToTrial <= 0)
        {
            _before = (_limit, rate);
            Set(_triesLess ? _limit - Step(_limit) : _limit + Step(_limit));
            _before = _limit == _before.Value.Limit ? null : _before;
            (_isSettling, _triesLess) = (_before is not null, _before is null ? !_triesLess : _triesLess);
            _windowsToTrial = 1;
        }
    }

    private static int Step(int limit) => Math.Max(1, limit / 4);

    private void Set(int limit)
    {
        limit = Math.Clamp(limit, 1, ceiling);
        for (; _limit < limit; _limit++)
        {
            GiveBack();
        }

        _owed += _limit - limit;
        _limit = limit;
    }

    /// <summary>A taken seat. It is returned once.</summary>
    internal sealed class Seat(AdaptiveLimit limit) : IDisposable
    {
        private long _bytes;
        private int _returned;

        /// <summary>Tells what was moved on it.</summary>
        public void Moved(long bytes) => _bytes += bytes;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0)
            {
                limit.Return(_bytes);
            }
        }
    }
}
