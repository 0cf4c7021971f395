using S3Sync.Engine.Tests.Road;
using S3Sync.Engine.Tests.S3;
using S3Sync.LocalS3.Faults;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Limits;

/// <summary>Runs that are held back, on a clock that tests move, and runs that an endpoint holds back.</summary>
public sealed class RateLimitRunTests : IAsyncLifetime
{
    private const int Mebibyte = 1 << 20;
    private readonly SteppedTime _time = new();
    private RoadWorld world = null!;

    public async Task InitializeAsync()
    {
        world = await RoadWorld.StartAsync();
        world.Time = _time;
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(10)]
    [InlineData(19)]
    public async Task No_more_objects_are_written_than_the_rate_allows(int rate)
    {
        var run = world.SyncAsync(At(Files(40, 1)), S3At("one"), options => Objects(options, rate));

        await WaitForAsync(() => world.Requests.Count("PutObject") == rate && Waits >= 1);
        Assert.False(run.IsCompleted);
        await PassAsync(TimeSpan.FromSeconds(((40 - rate) / (double)rate) - 0.01));
        Assert.True(world.Requests.Count("PutObject") < 40);
        await EndAsync(run);

        Assert.Equal(40, (await run).Transferred);
    }

    [Fact]
    public async Task Files_are_written_at_the_rate_too()
    {
        var folder = world.Folder();
        for (var number = 0; number < 15; number++)
        {
            await world.PutAsync("one", $"f{number:00}", [1]);
        }

        var run = world.SyncAsync(S3At("one"), At(folder), options => Objects(options, 10));

        await WaitForAsync(() => Directory.GetFiles(folder, "f*").Length == 10 && Waits >= 1);
        Assert.False(run.IsCompleted);
        await EndAsync(run);

        Assert.Equal(15, (await run).Transferred);
    }

    [Fact]
    public async Task A_batch_of_deletes_is_paid_for_before_it_is_sent()
    {
        for (var number = 0; number < 30; number++)
        {
            await world.PutAsync("one", $"f{number:00}", [1]);
        }

        var run = world.SyncAsync(At(Files(10, 1)), S3At("one"), options => Objects(options, 10) with { Delete = new() { Enabled = true } });

        await WaitForAsync(() => world.Requests.Count("PutObject") == 40 && Waits >= 1);
        Assert.Equal(0, world.Requests.Count("DeleteObjects"));
        await PassAsync(TimeSpan.FromSeconds(2.9));
        Assert.Equal(0, world.Requests.Count("DeleteObjects"));
        await EndAsync(run);

        Assert.Equal(30, (await run).Deleted);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("down")]
    [InlineData("between buckets")]
    public async Task Each_byte_of_the_source_counts_once(string way)
    {
        var source = Files(4, Mebibyte);
        if (way != "up")
        {
            world.Time = TimeProvider.System;
            await world.SyncAsync(At(source), S3At("one"));
            world.Time = _time;
        }

        var (from, to) = way switch
        {
            "up" => (At(source), S3At("one")),
            "down" => (S3At("one"), At(world.Folder())),
            _ => (S3At("one"), S3At("two")),
        };
        var run = world.SyncAsync(from, to, static options => options with { Transfer = options.Transfer with { RateLimitBandwidth = Mebibyte } });

        // One second's bytes at once, and the other three in a second each.
        await PassAsync(TimeSpan.FromSeconds(2.9));
        Assert.False(run.IsCompleted);
        await EndAsync(run);

        Assert.Equal(4, (await run).Transferred);
    }

    [Fact]
    public async Task An_endpoint_that_is_overloaded_slows_the_run_down_and_fails_nothing()
    {
        world.Time = TimeProvider.System;
        var asked = 0;
        var storm = world.Faults.When(request => request.Operation == "PutObject" && Interlocked.Increment(ref asked) is > 20 and <= 60).Do(Fault.Answer(503, "SlowDown"));

        var counts = await world.SyncAsync(At(Files(60, 1)), S3At("one"), static options => options with { Retry = options.Retry with { ObjectRetryCount = 0 } });

        Assert.Equal(60, counts.Transferred);
        Assert.Equal(40, storm.Hits);
        Assert.Equal(40, world.Events.OfType<SyncEvent.RequestRetried>().Count());
        Assert.All(world.Events.OfType<SyncEvent.RequestRetried>(), static retried => Assert.Equal("S3S218", retried.Problem.Code));
    }

    private int Waits => _time.Asked.Count(static due => due > TimeSpan.Zero && due < TimeSpan.FromSeconds(10));

    private static SyncOptions Objects(SyncOptions options, int rate) => options with { Transfer = options.Transfer with { RateLimitObjects = rate } };

    private string Files(int count, int size) =>
        world.Folder([.. Enumerable.Range(0, count).Select(number => ($"new{number:00}", Content.Of(size)))]);

    // In steps, and between two of them the run has its turn: whoever asks late only waits longer.
    private async Task PassAsync(TimeSpan time)
    {
        for (var (passed, step) = (TimeSpan.Zero, TimeSpan.FromMilliseconds(100)); passed < time; passed += step)
        {
            _time.Step(time - passed < step ? time - passed : step);
            await Task.Delay(20);
        }
    }

    private async Task EndAsync(Task run)
    {
        for (var turn = 0; turn < 3000 && !run.IsCompleted; turn++)
        {
            _time.Step(TimeSpan.FromMilliseconds(100));
            await Task.Delay(20);
        }
    }

    private static async Task WaitForAsync(Func<bool> isSo)
    {
        for (var turn = 0; turn < 4000 && !isSo(); turn++)
        {
            await Task.Delay(5);
        }

        Assert.True(isSo());
    }
}
