namespace S3Sync.Limits;

/// <summary>
/// So many tokens a second, exactly: what was taken is counted against the time since the bucket was last full, so nothing is rounded from one
/// refill to the next. It begins full and holds one second's tokens. Whoever takes more than there is waits, in the order of asking, without a
/// thread; one who takes more than the bucket holds waits until all of it is paid for.
/// </summary>
/// <param name="perSecond">The rate; at least 1.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBucket(long perSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _fullAt = time.GetTimestamp();
    private long _taken;

    /// <summary>The bucket for a rate; null, which costs nothing, when none is asked for.</summary>
    public static TokenBucket? Of(long? perSecond, TimeProvider time) => perSecond is { } rate ? new(rate, time) : null;

    /// <summary>Takes tokens, and waits until they are due.</summary>
    public ValueTask TakeAsync(long tokens, CancellationToken cancellationToken)
    {
        var due = tokens > 0 ? Take(tokens) : 0;
        return tokens <= 0 || due <= time.GetTimestamp() ? ValueTask.CompletedTask : new(WaitAsync(due, cancellationToken));
    }

    /// <summary>Takes tokens; the answer is the timestamp at which they are due.</summary>
    private long Take(long tokens)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (now >= DueOf(_taken))
            {
                // Full again: time that passed before is not saved up.
                (_fullAt, _taken) = (now, 0);
            }

            _taken += tokens;
            return DueOf(_taken - perSecond);
        }
    }

    // Rounded up, from the same beginning each time: what one token's wait is too long, the next one's is shorter.
    private long DueOf(long tokens) => tokens <= 0 ? _fullAt : _fullAt + (long)((((Int128)tokens * time.TimestampFrequency) + perSecond - 1) / perSecond);

    private async Task WaitAsync(long due, CancellationToken cancellationToken)
    {
        // A timer knows milliseconds and may ring early.
        for (long now; (now = time.GetTimestamp()) < due;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(time.GetElapsedTime(now, due).TotalMilliseconds)), time, cancellationToken);
        }
    }
}
