using S3Sync.Options;

namespace S3Sync.Limits;

/// <summary>Whether a failed attempt is made again, and the waiting in between, on the given clock.</summary>
/// <param name="options">How often, and the first delay.</param>
/// <param name="time">The clock.</param>
/// <param name="random">0 up to, not including, 1.</param>
internal sealed class RetryPolicy(RetryOptions options, TimeProvider time, Func<double> random)
{
    /// <summary>Whether another attempt follows the one with this number (from 1).</summary>
    public bool Allows(int attempt) => attempt < options.MaxAttempts;

    /// <summary>How long to wait before the attempt that follows number <paramref name="attempt"/>.</summary>
    public TimeSpan DelayAfter(int attempt, bool throttled, TimeSpan? retryAfter) =>
        Backoff.WithRetryAfter(Backoff.Delay(options.InitialBackoff, attempt, throttled, random()), retryAfter);

    /// <summary>Waits.</summary>
    public Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, time, cancellationToken);

    /// <summary>Waits before the attempt that follows number <paramref name="attempt"/>, when nothing is known of why.</summary>
    public Task WaitAsync(int attempt, CancellationToken cancellationToken) => WaitAsync(DelayAfter(attempt, throttled: false, null), cancellationToken);
}
