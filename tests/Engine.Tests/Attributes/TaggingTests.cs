using Amazon.S3.Model;
using S3Sync.Engine.Tests.Road;
using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;

namespace S3Sync.Engine.Tests.Attributes;

/// <summary>Tags alone, where nothing else differs.</summary>
public sealed class TaggingTests : IAsyncLifetime
{
    private AttributeWorld world = null!;

    public async Task InitializeAsync()
    {
        world = await AttributeWorld.StartAsync();
        await world.PutAsync("relay");
        await world.SyncAsync("relay", new());
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(CompareRule.TimeAndSize)]
    [InlineData(CompareRule.Size)]
    [InlineData(CompareRule.ETag)]
    public async Task Other_tags_are_written_without_the_content(CompareRule rule)
    {
        await TagAsync(("of", "today"));

        var counts = await SyncAsync(rule);

        Assert.Equal((1L, 0L), (counts.Transferred, counts.Bytes));
        Assert.Equal(new() { ["of"] = "today" }, await world.TagsAsync());
        Assert.Equal(("k", false), (Told.Key, Told.IsRemoval));
        Assert.Equal(0, (await SyncAsync(rule)).Transferred);
    }

    [Fact]
    public async Task Tags_that_the_source_lost_are_removed()
    {
        await world.Road.Client.DeleteObjectTaggingAsync(new DeleteObjectTaggingRequest { BucketName = world.Road.Name("one"), Key = "k" });

        await SyncAsync();

        Assert.Empty(await world.TagsAsync());
        Assert.True(Told.IsRemoval);
    }

    [Fact]
    public async Task The_same_tags_in_another_order_are_the_same()
    {
        await TagAsync(("a b", "c+d&e"), ("of", "source"));

        var counts = await SyncAsync();

        Assert.Equal((0L, 1L), (counts.Transferred, counts.Skipped));
    }

    [Fact]
    public async Task A_dry_run_tells_it_and_writes_nothing()
    {
        await TagAsync(("of", "today"));

        Assert.Equal(1, (await SyncAsync(change: options => options with { DryRun = true })).Transferred);
        Assert.Equal("source", (await world.TagsAsync())["of"]);
    }

    [Fact]
    public async Task Deletes_go_with_it()
    {
        await world.Road.PutAsync("two", "extra", [1]);
        await TagAsync(("of", "today"));

        var counts = await SyncAsync(change: options => options with { Delete = new() { Enabled = true } });

        Assert.Equal((1L, 1L), (counts.Transferred, counts.Deleted));
        Assert.Equal(["k"], await world.Road.KeysAsync("two"));
    }

    [Fact]
    public async Task Other_content_is_transferred_with_its_tags()
    {
        await world.Road.PutAsync("one", "k", new byte[5]);
        await TagAsync(("of", "new"));

        var counts = await SyncAsync();

        Assert.Equal((1L, 5L), (counts.Transferred, counts.Bytes));
        Assert.Equal(new() { ["of"] = "new" }, await world.TagsAsync());
    }

    private SyncEvent.Retagged Told => Assert.Single(world.Road.Events.OfType<SyncEvent.Retagged>());

    private Task<SyncCounts> SyncAsync(CompareRule rule = CompareRule.TimeAndSize, Func<SyncOptions, SyncOptions>? change = null) =>
        world.Road.SyncAsync(RoadWorld.S3At("one"), RoadWorld.S3At("two"), options => (change?.Invoke(options) ?? options) with
        {
            Metadata = new() { SyncLatestTagging = true },
            Compare = options.Compare with { Rule = rule },
        });

    private Task TagAsync(params (string Name, string Value)[] tags) => world.Road.Client.PutObjectTaggingAsync(new()
    {
        BucketName = world.Road.Name("one"),
        Key = "k",
        Tagging = new() { TagSet = [.. tags.Select(tag => new Tag { Key = tag.Name, Value = tag.Value })] },
    });
}
