using S3Sync.Limits;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.Limits;

/// <summary>The limit on endpoints that are formulas: so many workers, each busy for so long with a transfer.</summary>
public class AdaptiveLimitTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task It_grows_to_the_ceiling_while_that_moves_more()
    {
        using var limit = new AdaptiveLimit(64, _time);

        await MoveAsync(limit, 4000, new Endpoint(64, TimeSpan.FromMilliseconds(100)));

        Assert.InRange(limit.Current, 48, 64);
    }

    [Fact]
    public async Task It_shrinks_where_more_only_wait_longer()
    {
        using var limit = new AdaptiveLimit(64, _time);

        // Four at a time are all that the endpoint can do.
        await MoveAsync(limit, 60_000, new Endpoint(4, TimeSpan.FromMilliseconds(10)));

        Assert.InRange(limit.Current, 3, 12);
    }

    [Fact]
    public async Task It_grows_again_when_the_endpoint_can_do_more()
    {
        using var limit = new AdaptiveLimit(32, _time);
        await MoveAsync(limit, 30_000, new Endpoint(4, TimeSpan.FromMilliseconds(10)));

        await MoveAsync(limit, 60_000, new Endpoint(64, TimeSpan.FromMilliseconds(10)));

        Assert.InRange(limit.Current, 24, 32);
    }

    [Fact]
    public async Task An_overloaded_endpoint_halves_it_once_for_all_that_were_in_flight()
    {
        using var limit = new AdaptiveLimit(32, _time);
        await MoveAsync(limit, 100, new Endpoint(64, TimeSpan.FromMilliseconds(10)));
        var before = limit.Current;

        for (var told = 0; told < 10; told++)
        {
            limit.Throttled();
        }

        Assert.Equal(before / 2, limit.Current);
    }

    [Fact]
    public void It_never_goes_below_one()
    {
        using var limit = new AdaptiveLimit(16, _time);

        for (var told = 0; told < 10; told++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            limit.Throttled();
        }

        Assert.Equal(1, limit.Current);
    }

    [Fact]
    public async Task No_more_are_in_flight_than_it_says_from_the_moment_that_those_before_have_ended()
    {
        using var limit = new AdaptiveLimit(8, _time);
        var seats = new List<AdaptiveLimit.Seat>();
        for (var taken = 0; taken < 8; taken++)
        {
            seats.Add(await limit.TakeAsync(default));
        }

        limit.Throttled();
        seats[..4].ForEach(static seat => seat.Dispose());
        var fifth = limit.TakeAsync(default).AsTask();

        Assert.False(fifth.IsCompleted);
        seats[4].Dispose();
        (await fifth).Dispose();
    }

    [Fact]
    public async Task A_seat_is_returned_once()
    {
        using var limit = new AdaptiveLimit(1, _time);
        var seat = await limit.TakeAsync(default);

        seat.Dispose();
        seat.Dispose();

        using var first = await limit.TakeAsync(default);
        Assert.False(limit.TakeAsync(default).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Whoever_stops_waiting_takes_no_seat()
    {
        using var limit = new AdaptiveLimit(1, _time);
        using var stop = new CancellationTokenSource();
        var seat = await limit.TakeAsync(default);
        var waiting = limit.TakeAsync(stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        seat.Dispose();
        (await limit.TakeAsync(default)).Dispose();
    }

    // As many as are allowed are in flight; the one that ends first is replaced.
    private async Task MoveAsync(AdaptiveLimit limit, int count, Endpoint endpoint)
    {
        var inFlight = new PriorityQueue<AdaptiveLimit.Seat, DateTimeOffset>();
        for (var moved = 0; moved < count;)
        {
            while (inFlight.Count < limit.Current)
            {
                inFlight.Enqueue(await limit.TakeAsync(default), endpoint.EndOf(_time.GetUtcNow()));
            }

            inFlight.TryDequeue(out var seat, out var end);
            _time.Advance(end > _time.GetUtcNow() ? end - _time.GetUtcNow() : TimeSpan.Zero);
            seat!.Moved(10_240); // the queue was not empty
            seat.Dispose();
            moved++;
        }

        while (inFlight.TryDequeue(out var seat, out _))
        {
            seat.Dispose();
        }
    }

    private sealed class Endpoint(int workers, TimeSpan each)
    {
        private readonly DateTimeOffset[] _free = new DateTimeOffset[workers];

        public DateTimeOffset EndOf(DateTimeOffset asked)
        {
            var worker = Array.IndexOf(_free, _free.Min());
            return _free[worker] = (_free[worker] > asked ? _free[worker] : asked) + each;
        }
    }
}
