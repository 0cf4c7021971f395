using S3Sync.Engine.Tests.Road;
using S3Sync.LocalS3.Faults;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Attributes;

/// <summary>Writes and deletes that are made only while the target is what was seen.</summary>
public sealed class BoundWriteTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private RoadWorld world = null!;

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(100, "PutObject")]
    [InlineData(9 * MiB, "CompleteMultipartUpload")]
    public async Task An_object_that_changed_since_it_was_listed_is_left_with_a_warning(int size, string write)
    {
        await world.PutAsync("one", "k", [1, 2]);
        ChangeBefore(write, "k", () => world.PutAsync("one", "k", [3]));

        var counts = await world.SyncAsync(At(world.Folder(("k", Content.Of(size)))), S3At("one"), IfMatch);

        Assert.Equal((0L, 1L), (counts.Transferred, counts.Warnings));
        Assert.Equal("S3S544", Assert.Single(world.Events.OfType<SyncEvent.Warned>()).Problem.Code);
        Assert.Equal([3], await world.ContentAsync("one", "k"));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(9 * MiB)]
    public async Task An_object_that_is_what_was_listed_is_replaced(int size)
    {
        await world.PutAsync("one", "k", [1, 2]);

        var counts = await world.SyncAsync(At(world.Folder(("k", Content.Of(size)), ("new", [1]))), S3At("one"), IfMatch);

        Assert.Equal((2L, 0L), (counts.Transferred, counts.Warnings));
    }

    [Fact]
    public async Task An_object_that_came_since_the_listing_is_left_where_none_was_seen()
    {
        ChangeBefore("PutObject", "k", () => world.PutAsync("one", "k", [3]));

        var counts = await world.SyncAsync(At(world.Folder(("k", [1, 2]))), S3At("one"), IfMatch);

        Assert.Equal((0L, 1L), (counts.Transferred, counts.Warnings));
        Assert.Equal([3], await world.ContentAsync("one", "k"));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(9 * MiB)]
    public async Task With_if_none_match_only_what_is_not_there_is_written(int size)
    {
        await world.PutAsync("one", "there", [1]);

        var counts = await world.SyncAsync(At(world.Folder(("there", Content.Of(size)), ("new", Content.Of(size)))), S3At("one"),
            options => options with { Transfer = options.Transfer with { IfNoneMatch = true } });

        Assert.Equal((1L, 1L), (counts.Transferred, counts.Warnings));
        Assert.Equal([1], await world.ContentAsync("one", "there"));
        Assert.Equal(["new", "there"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task A_bound_write_whose_answer_was_lost_does_not_stumble_over_itself()
    {
        await world.PutAsync("one", "k", [1]);
        world.Faults.On("PutObject").First(1).Do(Fault.LoseAnswer());

        var counts = await world.SyncAsync(At(world.Folder(("k", [1, 2]))), S3At("one"), IfMatch);

        Assert.Equal((1L, 0L), (counts.Transferred, counts.Warnings));
        Assert.Equal([1, 2], await world.ContentAsync("one", "k"));
    }

    [Fact]
    public async Task What_changed_since_it_was_listed_is_not_deleted()
    {
        await world.PutAsync("one", "changes", [1]);
        await world.PutAsync("one", "goes", [1]);
        ChangeBefore("DeleteObject", "changes", () => world.PutAsync("one", "changes", [2]));

        var counts = await world.SyncAsync(At(world.Folder(("stays", [1]))), S3At("one"), options => IfMatch(options) with { Delete = new() { Enabled = true } });

        Assert.Equal((1L, 1L), (counts.Deleted, counts.Warnings));
        Assert.Equal(["changes", "stays"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task A_copy_source_that_changed_since_it_was_listed_is_left_with_a_warning()
    {
        await world.PutAsync("one", "k", [1]);
        ChangeBefore("HeadObject", "k", () => world.PutAsync("one", "k", [2]));

        var counts = await world.SyncAsync(S3At("one"), S3At("two"), options => options with
        {
            Transfer = options.Transfer with { ServerSideCopy = true, CopySourceIfMatch = true },
        });

        Assert.Equal((0L, 1L), (counts.Transferred, counts.Warnings));
        Assert.Equal("S3S545", Assert.Single(world.Events.OfType<SyncEvent.Warned>()).Problem.Code);
        Assert.Empty(await world.KeysAsync("two"));
    }

    private static SyncOptions IfMatch(SyncOptions options) => options with { Transfer = options.Transfer with { IfMatch = true } };

    // The first request of that kind waits until somebody else was quicker.
    private void ChangeBefore(string operation, string key, Func<Task> change)
    {
        var rule = world.Faults.When(request => request.Operation == operation && request.Key == key).First(1).Stall();
        _ = ChangeAsync();

        async Task ChangeAsync()
        {
            await rule.ReachedAsync();
            await change();
            rule.Release();
        }
    }
}
