using S3Sync.Options;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Storage.S3.Side;

/// <summary>How long one operation has left, over all of its attempts, and what each attempt may take of it.</summary>
internal readonly struct OperationClock(ConnectionOptions options, TimeProvider time)
{
    private readonly long _began = options.OperationTimeout is null ? 0 : time.GetTimestamp();

    /// <summary>The limits of the next attempt.</summary>
    public Patience NextAttempt(S3Call call)
    {
        var forever = Timeout.InfiniteTimeSpan;
        var isWatched = !options.DisableStalledStreamProtection;
        return new(options.ReadTimeout ?? (isWatched ? call.Patience : forever), isWatched ? StallGuard.Patience : forever, Least(options.OperationAttemptTimeout, Left()));
    }

    /// <summary>Whether there is time for an attempt after a wait.</summary>
    public bool Allows(TimeSpan wait) => Left() is not { } left || wait < left;

    private static TimeSpan? Least(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private TimeSpan? Left()
    {
        if (options.OperationTimeout is not { } limit)
        {
            return null;
        }

        var left = limit - time.GetElapsedTime(_began);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
