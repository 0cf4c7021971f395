namespace S3Sync.Limits;

/// <summary>
/// How long to wait before the next attempt: pure arithmetic. "Full jitter" of "Exponential Backoff And Jitter" (AWS Architecture Blog):
/// a random share of a delay that doubles with each attempt, so that clients that failed together do not come back together.
/// </summary>
internal static class Backoff
{
    /// <summary>The longest computed delay.</summary>
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(20);

    /// <summary>The longest delay a server can ask for; beyond it the attempt is made anyway.</summary>
    public static readonly TimeSpan LongestAskedFor = TimeSpan.FromSeconds(60);

    /// <summary>A server that says it is overloaded wants at least this as the first step.</summary>
    private static readonly TimeSpan ThrottledStep = TimeSpan.FromSeconds(1);

    /// <summary>The delay after attempt number <paramref name="attempt"/> (from 1) failed.</summary>
    /// <param name="initial">The upper end of the first delay.</param>
    /// <param name="attempt">How many attempts have been made.</param>
    /// <param name="throttled">The server said it is overloaded.</param>
    /// <param name="random">0 up to, not including, 1.</param>
    public static TimeSpan Delay(TimeSpan initial, int attempt, bool throttled, double random)
    {
        var step = throttled && initial < ThrottledStep ? ThrottledStep : initial;

        // 2^30 times any step is beyond the cap; a larger exponent would overflow.
        var upper = step.TotalMilliseconds * Math.Pow(2, Math.Clamp(attempt - 1, 0, 30));
        return TimeSpan.FromMilliseconds(Math.Min(upper, Cap.TotalMilliseconds) * random);
    }

    /// <summary>The larger of the computed delay and what the server asked for (Retry-After, RFC 9110, 10.2.3), within bounds.</summary>
    public static TimeSpan WithRetryAfter(TimeSpan delay, TimeSpan? retryAfter)
    {
        if (retryAfter is not { } asked || asked <= delay)
        {
            return delay;
        }

        return asked < LongestAskedFor ? asked : LongestAskedFor;
    }
}
