using S3Sync.Limits;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage.S3.Side;
using S3Sync.Storage.S3.Wire;
using S3Sync.Storage.S3.Wire.Bodies;

namespace S3Sync.Storage.S3;

/// <summary>The one funnel of requests to a bucket: send, classify, wait, send again; what remains is a <see cref="StorageException"/>. The SDK's own retries are off.</summary>
/// <param name="bucket">The bucket's name.</param>
/// <param name="errors">How failures are classified.</param>
/// <param name="retry">How often, and after how long.</param>
/// <param name="connection">How long a request may take.</param>
/// <param name="time">The clock of the limits.</param>
internal sealed class S3Requests(string bucket, S3Errors errors, RetryPolicy retry, ConnectionOptions connection, TimeProvider time)
{
    /// <summary>What an endpoint puts into a page unasked. "ListObjectsV2", Amazon S3 API Reference.</summary>
    public const int UsualPage = 1000;

    /// <summary>The bucket's name.</summary>
    public string Bucket => bucket;

    /// <summary>How many things a page of a listing may have; null for as many as the endpoint puts into it unasked.</summary>
    public int? PageSize => connection.MaxKeys == UsualPage ? null : connection.MaxKeys;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Told when the endpoint says that it is overloaded.</summary>
    public Action OnThrottled { get; init; } = static () => { };

    /// <summary>Told before a request is sent again: the object or prefix, the number of the attempt that failed, and why.</summary>
    public Func<string, int, Problem, ValueTask>? OnRetry { get; init; }

    /// <summary>Told when an attempt has ended; null when nobody wants to know.</summary>
    public Func<EndedAttempt, ValueTask>? OnAttempt { get; init; }

    /// <summary>How to wait between attempts of something larger than a request.</summary>
    public RetryPolicy Retry => retry;

    /// <summary>The name for people of a key in this bucket.</summary>
    public string PlaceOf(string key) => $"s3://{bucket}/{key}";

    /// <summary>Sends until it succeeds or must not be tried again.</summary>
    /// <param name="call">What is asked, for the sentences.</param>
    /// <param name="key">The full key or prefix it is about.</param>
    /// <param name="attempt">One attempt; it takes the guard's token and tells the guard what moves.</param>
    /// <param name="cancellationToken">The caller's token: when it is cancelled the outcome is a cancellation or, within the call's grace, its answer; never a problem.</param>
    public async Task<T> SendAsync<T>(S3Call call, string key, Func<StallGuard, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var clock = new OperationClock(connection, time);
        for (var number = 1; ; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var guard = new StallGuard(clock.NextAttempt(call), call.Grace, time, cancellationToken);
            var began = OnAttempt is null ? 0 : time.GetTimestamp();
            S3Failure failure;
            Exception cause;
            try
            {
                var answer = await attempt(guard);
                await EndedAsync(call, key, number, began, "ok");
                return answer;
            }
            catch (Exception exception) when (exception is not StorageException && !cancellationToken.IsCancellationRequested)
            {
                failure = guard.HasStalled ? TooLate(call, key, guard, clock) : errors.Classify(call, PlaceOf(key), exception);
                cause = S3Refusal.Of(exception) ?? exception;
            }
            catch (Exception exception) when (exception is not OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            }

            await EndedAsync(call, key, number, began, failure.Problem.Code);
            if (failure.Throttled)
            {
                OnThrottled();
            }

            await WaitAsync(new(call, key, number, failure, cause), clock, cancellationToken);
        }
    }

    /// <summary>Sends a request with a body, which is opened anew for each attempt.</summary>
    public Task<T> SendBodyAsync<T>(S3Call call, string key, Func<StallGuard, PayloadContent> open, Func<PayloadContent, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken) =>
        SendAsync(call, key, guard => SendOnceAsync(open(guard), attempt, guard.Token), cancellationToken);

    private ValueTask EndedAsync(S3Call call, string key, int number, long began, string status) =>
        OnAttempt is null ? default : OnAttempt(new(call.Name, PlaceOf(key), number, status, time.GetElapsedTime(began)));

    private S3Failure TooLate(S3Call call, string key, StallGuard guard, OperationClock clock)
    {
        if (guard.IsOverdue)
        {
            return connection.OperationTimeout is { } whole && !clock.Allows(TimeSpan.Zero)
                ? errors.OperationLate(call, PlaceOf(key), whole)
                : errors.AttemptLate(call, PlaceOf(key), connection.OperationAttemptTimeout ?? default);
        }

        return connection.ReadTimeout is { } limit && guard.AwaitsAnswer ? errors.AnswerLate(call, PlaceOf(key), limit) : errors.Stalled(call, PlaceOf(key));
    }

    // Waits before the next attempt, or throws when there is none.
    private async Task WaitAsync(FailedAttempt failed, OperationClock clock, CancellationToken cancellationToken)
    {
        var failure = failed.Failure;
        if (!failure.CanRetry || !retry.Allows(failed.Number))
        {
            throw new StorageException(failure.Problem, failure.Kind, failed.Cause);
        }

        var wait = retry.DelayAfter(failed.Number, failure.Throttled, failure.RetryAfter);
        if (!clock.Allows(wait))
        {
            var late = errors.OperationLate(failed.Call, PlaceOf(failed.Key), connection.OperationTimeout ?? default);
            throw new StorageException(late.Problem, late.Kind, failed.Cause);
        }

        if (OnRetry is not null)
        {
            await OnRetry(PlaceOf(failed.Key), failed.Number, failure.Problem);
        }

        await retry.WaitAsync(wait, cancellationToken);
    }

    private static async Task<T> SendOnceAsync<T>(PayloadContent payload, Func<PayloadContent, CancellationToken, Task<T>> attempt, CancellationToken token)
    {
        var arrived = false;
        try
        {
            var answer = await attempt(payload, token);
            arrived = true;
            return answer;
        }
        finally
        {
            if (!arrived)
            {
                await payload.TakeBackAsync();
            }
        }
    }

    private readonly record struct FailedAttempt(S3Call Call, string Key, int Number, S3Failure Failure, Exception Cause);
}
