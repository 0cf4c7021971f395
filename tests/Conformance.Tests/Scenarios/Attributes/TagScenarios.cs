using Amazon.S3.Model;
using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Attributes;

/// <summary>Tags: asked for, carried over, left out, and synchronized alone.</summary>
public sealed class TagScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Upload, 10)]
    [Row(Way.Upload, 6 * MiB)]
    [Row(Way.Relay, 10)]
    [Row(Way.Relay, 6 * MiB)]
    [Row(Way.Copy, 10, Needs = [Capability.CopyReplacesTags])]
    [Row(Way.Copy, 6 * MiB)]
    public async Task Tags_that_are_asked_for_take_the_place_of_the_sources(Way way, int size)
    {
        var ends = Between(way);
        if (way == Way.Upload)
        {
            await ends.HasAsync(("f", Content.Of(size)));
        }
        else
        {
            await World.PutForAsync(way, "one", "f", Content.Of(size), Tagged);
        }

        await ends.SyncAsync(InSmallParts("--tagging", "a=1&b%20c=%C3%A9%2B"));

        Assert.Equal("a=1&b c=é+", await World.TagsAsync("two", "f"));
    }

    [Scenarios]
    [Row(Way.Relay, 10)]
    [Row(Way.Relay, 6 * MiB)]
    [Row(Way.Copy, 10)]
    [Row(Way.Copy, 6 * MiB)]
    public async Task Tags_of_the_source_are_carried_over(Way way, int size)
    {
        await World.PutForAsync(way, "one", "f", Content.Of(size), Tagged);

        await Between(way).SyncAsync(InSmallParts());

        Assert.Equal("colour=deep blue&number=7", await World.TagsAsync("two", "f"));
    }

    [Scenarios]
    [Row(Way.Relay, 10)]
    [Row(Way.Relay, 6 * MiB)]
    [Row(Way.Copy, 10, Needs = [Capability.CopyReplacesTags])]
    [Row(Way.Copy, 6 * MiB)]
    public async Task Tags_are_left_out_where_that_is_asked_for(Way way, int size)
    {
        await World.PutForAsync(way, "one", "f", Content.Of(size), Tagged);

        await Between(way).SyncAsync(InSmallParts("--disable-tagging"));

        Assert.Equal("", await World.TagsAsync("two", "f"));
    }

    [Scenario(Capability.Faults)]
    public async Task Tags_that_are_left_out_are_not_read()
    {
        await World.PutAsync("one", "f", [1], Tagged);
        World.ForgetRequests();

        await Between(Way.Relay).SyncAsync("--disable-tagging");

        Assert.Equal(0, World.Count("GetObjectTagging"));
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    public async Task Tags_are_not_read_where_there_are_none_or_no_place_for_them(Way way)
    {
        await World.PutAsync("one", "f", [1], way == Way.Download ? Tagged : null);
        World.ForgetRequests();

        await Between(way).SyncAsync();

        Assert.Equal(0, World.Count("GetObjectTagging"));
    }

    private static void Tagged(PutObjectRequest request) => request.TagSet = [new() { Key = "number", Value = "7" }, new() { Key = "colour", Value = "deep blue" }];
}
