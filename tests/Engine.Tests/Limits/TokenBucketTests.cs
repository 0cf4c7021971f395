using S3Sync.Engine.Tests.S3;
using S3Sync.Limits;
using Xunit;

namespace S3Sync.Engine.Tests.Limits;

public class TokenBucketTests
{
    private readonly SteppedTime _time = new();

    [Theory]
    [InlineData(10, 1_000)]
    [InlineData(19, 10_000)]
    [InlineData(333, 100_000)]
    [InlineData(1_048_577, 1L << 40)]
    public async Task An_asked_rate_is_kept_exactly_however_long_it_lasts(long rate, long tokens)
    {
        var bucket = new TokenBucket(rate, _time);
        await bucket.TakeAsync(rate, default);

        var taken = bucket.TakeAsync(tokens, default).AsTask();

        // One millisecond is what a timer knows.
        var due = TimeSpan.FromMilliseconds(Math.Ceiling(tokens * 1000.0 / rate));
        _time.Step(due - TimeSpan.FromMilliseconds(2));
        Assert.False(taken.IsCompleted);
        _time.Step(TimeSpan.FromMilliseconds(2));
        await taken;
    }

    [Fact]
    public async Task Single_tokens_add_up_to_the_rate_without_rounding()
    {
        var bucket = new TokenBucket(19, _time);

        // 19 at once, then 19 in each of 100 seconds.
        var taken = Enumerable.Range(0, 19 * 101).Select(_ => bucket.TakeAsync(1, default).AsTask()).ToList();

        Assert.Equal(19, taken.Count(static one => one.IsCompleted));
        _time.Step(TimeSpan.FromSeconds(100));
        await Task.WhenAll(taken);
    }

    [Fact]
    public async Task It_begins_full_and_holds_what_one_second_brings()
    {
        var bucket = new TokenBucket(10, _time);
        _time.Step(TimeSpan.FromHours(1));

        var first = bucket.TakeAsync(10, default).AsTask();
        var next = bucket.TakeAsync(1, default).AsTask();

        Assert.True(first.IsCompletedSuccessfully);
        Assert.False(next.IsCompleted);
        _time.Step(TimeSpan.FromMilliseconds(100));
        await next;
    }

    [Fact]
    public async Task More_than_it_holds_is_paid_for_before_it_goes()
    {
        var bucket = new TokenBucket(10, _time);

        var batch = bucket.TakeAsync(1000, default).AsTask();

        _time.Step(TimeSpan.FromSeconds(98.9));
        Assert.False(batch.IsCompleted);
        _time.Step(TimeSpan.FromSeconds(0.1));
        await batch;
    }

    [Fact]
    public async Task Who_asks_first_goes_first()
    {
        var bucket = new TokenBucket(10, _time);
        await bucket.TakeAsync(10, default);

        var large = bucket.TakeAsync(20, default).AsTask();
        var small = bucket.TakeAsync(1, default).AsTask();

        _time.Step(TimeSpan.FromSeconds(2));
        await large;
        Assert.False(small.IsCompleted);
        _time.Step(TimeSpan.FromSeconds(0.1));
        await small;
    }

    [Fact]
    public async Task Waiting_ends_with_the_run()
    {
        var bucket = new TokenBucket(10, _time);
        using var cancel = new CancellationTokenSource();

        var taken = bucket.TakeAsync(1000, cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taken);
    }

    [Fact]
    public async Task Many_wait_on_one_thread()
    {
        var bucket = new TokenBucket(10, _time);
        await bucket.TakeAsync(10, default);

        // Each call comes back: a limit that blocked would stay in the first.
        var waiting = Enumerable.Range(0, 10_000).Select(_ => bucket.TakeAsync(1, default).AsTask()).ToList();

        Assert.All(waiting, static one => Assert.False(one.IsCompleted));
    }

    [Fact]
    public void No_limit_costs_nothing()
    {
        Assert.Null(TokenBucket.Of(null, _time));
        Assert.True(new RateLimits(null, null).TakeObjectsAsync(1_000_000, default).AsTask().IsCompletedSuccessfully);
    }
}
