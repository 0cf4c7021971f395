using Amazon.S3;
using S3Sync.Limits;
using S3Sync.Storage.S3.Values;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Storage.S3;

/// <summary>The one funnel of requests to a bucket: send, classify, wait, send again; what remains is a <see cref="StorageException"/>. The SDK's own retries are off.</summary>
/// <param name="client">The side's client.</param>
/// <param name="bucket">The bucket's name.</param>
/// <param name="errors">How failures are classified.</param>
/// <param name="retry">How often, and after how long.</param>
/// <param name="time">The clock of the stall limit.</param>
internal sealed class S3Requests(IAmazonS3 client, string bucket, S3Errors errors, RetryPolicy retry, TimeProvider time)
{
    /// <summary>The bucket's name.</summary>
    public string Bucket => bucket;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>How to wait between attempts of something larger than a request.</summary>
    public RetryPolicy Retry => retry;

    /// <summary>The name for people of a key in this bucket.</summary>
    public string PlaceOf(string key) => $"s3://{bucket}/{key}";

    /// <summary>Sends until it succeeds or must not be tried again.</summary>
    /// <param name="call">What is asked, for the sentences.</param>
    /// <param name="key">The full key or prefix it is about.</param>
    /// <param name="attempt">One attempt; it takes the guard's token and tells the guard what moves.</param>
    /// <param name="cancellationToken">The caller's token: when it is cancelled the outcome is a cancellation or, within the call's grace, its answer; never a problem.</param>
    public async Task<T> SendAsync<T>(S3Call call, string key, Func<IAmazonS3, StallGuard, Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var guard = new StallGuard(call.Patience, call.Grace, time, cancellationToken);
            S3Failure failure;
            Exception cause;
            try
            {
                return await attempt(client, guard);
            }
            catch (Exception exception) when (exception is not StorageException && !cancellationToken.IsCancellationRequested)
            {
                failure = guard.HasStalled ? errors.Stalled(call, PlaceOf(key)) : errors.Classify(call, PlaceOf(key), exception);
                cause = exception;
            }
            catch (Exception exception) when (exception is not OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            }

            if (!failure.CanRetry || !retry.Allows(number))
            {
                throw new StorageException(failure.Problem, failure.Kind, cause);
            }

            await retry.WaitAsync(number, failure.Throttled, failure.RetryAfter, cancellationToken);
        }
    }

    /// <summary>Sends a request with a body, which is opened anew for each attempt.</summary>
    public Task<T> SendBodyAsync<T>(S3Call call, string key, RequestBody body, Func<IAmazonS3, PayloadStream, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken) =>
        SendAsync(call, key, (client, guard) => SendOnceAsync(client, new(body, PlaceOf(key), guard), attempt, guard.Token), cancellationToken);

    private static async Task<T> SendOnceAsync<T>(IAmazonS3 client, PayloadStream payload, Func<IAmazonS3, PayloadStream, CancellationToken, Task<T>> attempt, CancellationToken token)
    {
        await using (payload)
        {
            var arrived = false;
            try
            {
                var answer = await attempt(client, payload, token);
                arrived = true;
                return answer;
            }
            finally
            {
                if (!arrived)
                {
                    payload.TakeBack();
                }
            }
        }
    }
}
