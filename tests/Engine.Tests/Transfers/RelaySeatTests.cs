using S3Sync.Engine.Tests.S3;
using S3Sync.Entries;
using S3Sync.Limits;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using S3Sync.Transfers;
using S3Sync.Transfers.Copy;
using Xunit;

namespace S3Sync.Engine.Tests.Transfers;

/// <summary>Seats and buffers are taken in one order by everything that is relayed.</summary>
public class RelaySeatTests
{
    [Fact]
    public async Task A_small_relayed_object_holds_no_buffer_while_it_waits_for_a_seat()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("a");
        var content = Content.Of(1 << 20);
        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf(content), Storage.S3.Values.ObjectHeaders.None, default);
        var options = new SyncOptions();
        using var limit = new AdaptiveLimit(1, TimeProvider.System);
        using var seats = new SeatBudget(limit, 1);
        using var buffers = new BufferBudget(2);
        var meter = new ProgressMeter();
        using var pump = new EventPump([], meter);
        var ledger = new RunLedger(pump, meter, dryRun: false);
        var target = world.Open("copy/");
        var writer = new ObjectWriter(target, new(target, options.Integrity), new(DigestNeeds.Of(options.Integrity, false, false), new(1)), seats, buffers, ledger);
        var relay = new RelayCopy(world.Store, target, writer, new(new(world.Store, 8 << 20), target, writer, buffers), new(options.Metadata, false, tellsVersion: false), options);

        // A part of a large object holds the only seat, and takes all buffers then.
        var seat = await seats.TakePartAsync(1, default);
        var copying = relay.RunAsync(new("k", EntryKind.Object, content.Length, DateTimeOffset.UnixEpoch, BucketWorld.Md5Of(content)), default);
        for (var number = 0; number < 50; number++)
        {
            await world.Store.Objects.HeadAsync("a", null, default);
        }

        var buffer = buffers.RentAsync(2 << 20, default);
        Assert.True(buffer.IsCompleted, "The part waits for a buffer that waits for the part's seat.");
        (await buffer).Dispose();
        seat.Dispose();
        await copying;
    }
}
