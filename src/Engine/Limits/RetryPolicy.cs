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

    /// <summary>Waits before the attempt that follows number <paramref name="attempt"/>.</summary>
    public Task WaitAsync(int attempt, bool throttled, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        var delay = Backoff.Delay(options.InitialBackoff, attempt, throttled, random());
        return Task.Delay(Backoff.WithRetryAfter(delay, retryAfter), time, cancellationToken);
    }
}
