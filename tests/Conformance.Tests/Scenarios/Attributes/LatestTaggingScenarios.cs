using Amazon.S3.Model;
using S3Sync.Conformance.Tests.World;

namespace S3Sync.Conformance.Tests.Scenarios.Attributes;

/// <summary><c>--sync-latest-tagging</c>: where nothing but the tags differs, the tags alone are written.</summary>
public sealed class LatestTaggingScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Other_tags_alone_are_written_alone(Way way)
    {
        var ends = await TaggedPair(way);
        var before = await World.HeadAsync("two", "f");
        await TagAsync("one", "f", ("colour", "red"));

        var outcome = await ends.SyncAsync("--sync-latest-tagging");

        Assert.Equal("colour=red", await World.TagsAsync("two", "f"));
        Assert.Equal(before.LastModified, (await World.HeadAsync("two", "f")).LastModified);
        Assert.Equal((1, 0), (outcome.Counts.Transferred, outcome.Counts.Bytes));
    }

    [Scenarios]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task The_same_tags_need_nothing(Way way)
    {
        var ends = await TaggedPair(way);

        var outcome = await ends.SyncAsync("--sync-latest-tagging");

        Assert.Equal((0, 1), (outcome.Counts.Transferred, outcome.Counts.Skipped));
    }

    [Scenarios]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Removed_tags_are_removed(Way way)
    {
        var ends = await TaggedPair(way);
        await World.Client.DeleteObjectTaggingAsync(new() { BucketName = World.Name("one"), Key = "f" });

        var outcome = await ends.SyncAsync("--sync-latest-tagging");

        Assert.Equal("", await World.TagsAsync("two", "f"));
        Assert.Equal(1, outcome.Counts.Transferred);
    }

    [Scenarios]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task A_dry_run_writes_no_tags_and_counts_them(Way way)
    {
        var ends = await TaggedPair(way);
        await TagAsync("one", "f", ("colour", "red"));

        var outcome = await ends.SyncAsync("--sync-latest-tagging", "--dry-run");

        Assert.Equal("colour=deep blue&number=7", await World.TagsAsync("two", "f"));
        Assert.Equal(1, outcome.Counts.Transferred);
    }

    [Scenario(Capability.Faults)]
    public async Task Tags_alone_move_no_content()
    {
        var ends = await TaggedPair(Way.Relay);
        await TagAsync("one", "f", ("colour", "red"));
        World.ForgetRequests();

        await ends.SyncAsync("--sync-latest-tagging");

        Assert.Equal((1, 0, 0), (World.Count("PutObjectTagging"), World.Count("PutObject"), World.Count("GetObject")));
    }

    [Scenario]
    public async Task New_content_comes_with_its_tags_under_latest_tagging_too()
    {
        await World.PutAsync("one", "f", [1, 2], Tagged);
        await World.PutAsync("two", "f", [1]);

        await World.SyncAsync("s3://one", "s3://two", "--sync-latest-tagging");

        Assert.Equal([1, 2], await World.ContentAsync("two", "f"));
        Assert.Equal("colour=deep blue&number=7", await World.TagsAsync("two", "f"));
    }

    [Scenario]
    public async Task Latest_tagging_deletes_where_deletes_are_asked_for()
    {
        var ends = await TaggedPair(Way.Relay);
        await World.PutAsync("two", "gone", [1]);

        await ends.SyncAsync("--sync-latest-tagging", "--delete");

        Assert.Equal(["f"], await World.KeysAsync("two"));
    }

    [Scenarios]
    [Row("--tagging=a=b")]
    [Row("--disable-tagging")]
    [Row("--enable-versioning")]
    public async Task Latest_tagging_does_not_go_with(string other)
    {
        var outcome = await World.RunAsync("s3://one", "s3://two", ["--sync-latest-tagging", .. other.Split('=', 2)]);

        Assert.Contains("S3S127", outcome.Codes);
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    public async Task Latest_tagging_needs_two_buckets(Way way)
    {
        var outcome = await (await Between(way).HasAsync(("f", [1]))).RunAsync("--sync-latest-tagging");

        Assert.NotEmpty(outcome.Refusals);
        Assert.All(outcome.Codes, code => Assert.Contains(code, new[] { "S3S129", "S3S130" }));
    }

    private static void Tagged(PutObjectRequest request) => request.TagSet = [new() { Key = "number", Value = "7" }, new() { Key = "colour", Value = "deep blue" }];

    private async Task<Ends> TaggedPair(Way way)
    {
        await World.PutAsync("one", "f", [1, 2, 3], Tagged);
        var ends = Between(way);
        await ends.SyncAsync();
        return ends;
    }

    private Task TagAsync(string bucket, string key, params (string Name, string Value)[] tags) => World.Client.PutObjectTaggingAsync(new()
    {
        BucketName = World.Name(bucket),
        Key = key,
        Tagging = new() { TagSet = [.. tags.Select(tag => new Tag { Key = tag.Name, Value = tag.Value })] },
    });
}
