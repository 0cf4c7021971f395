using S3Sync.Limits;
using S3Sync.Storage.S3.Wire;
using S3Sync.Storage.S3.Wire.Bodies;

namespace S3Sync.Storage.S3;

/// <summary>The one funnel of requests to a bucket: send, classify, wait, send again; what remains is a <see cref="StorageException"/>. The SDK's own retries are off.</summary>
/// <param name="bucket">The bucket's name.</param>
/// <param name="errors">How failures are classified.</param>
/// <param name="retry">How often, and after how long.</param>
/// <param name="time">The clock of the stall limit.</param>
internal sealed class S3Requests(string bucket, S3Errors errors, RetryPolicy retry, TimeProvider time)
{
    /// <summary>The bucket's name.</summary>
    public string Bucket => bucket;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Told when the endpoint says that it is overloaded.</summary>
    public Action OnThrottled { get; init; } = static () => { };

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
        for (var number = 1; ; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var guard = new StallGuard(call.Patience, call.Grace, time, cancellationToken);
            S3Failure failure;
            Exception cause;
            try
            {
                return await attempt(guard);
            }
            catch (Exception exception) when (exception is not StorageException && !cancellationToken.IsCancellationRequested)
            {
                failure = guard.HasStalled ? errors.Stalled(call, PlaceOf(key)) : errors.Classify(call, PlaceOf(key), exception);
                cause = S3Refusal.Of(exception) ?? exception;
            }
            catch (Exception exception) when (exception is not OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            }

            if (failure.Throttled)
            {
                OnThrottled();
            }

            if (!failure.CanRetry || !retry.Allows(number))
            {
                throw new StorageException(failure.Problem, failure.Kind, cause);
            }

            await retry.WaitAsync(number, failure.Throttled, failure.RetryAfter, cancellationToken);
        }
    }

    /// <summary>Sends a request with a body, which is opened anew for each attempt.</summary>
    public Task<T> SendBodyAsync<T>(S3Call call, string key, Func<StallGuard, PayloadContent> open, Func<PayloadContent, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken) =>
        SendAsync(call, key, guard => SendOnceAsync(open(guard), attempt, guard.Token), cancellationToken);

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
}
