using S3Sync.Engine.Tests.Road;
using Xunit;

namespace S3Sync.Engine.Tests.Attributes;

/// <summary>Headers, metadata and tags of written objects, whichever way their content goes.</summary>
public sealed class WrittenAttributeTests : IAsyncLifetime
{
    private AttributeWorld world = null!;

    public static TheoryData<string> Copies => ["relay", "relay-parts", "copy", "copy-parts"];

    public static TheoryData<string> Ways => ["up", "up-parts", "relay", "relay-parts", "copy", "copy-parts"];

    public async Task InitializeAsync() => world = await AttributeWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Copies))]
    public async Task What_the_source_carries_is_carried(string way)
    {
        await world.PutAsync(way);

        await world.SyncAsync(way, new());

        var head = await world.HeadAsync();
        Assert.Equal(("max-age=60", "attachment; filename=\"a.txt\"", "identity", "de"), (head.Headers.CacheControl, head.Headers.ContentDisposition, head.Headers.ContentEncoding, head.Headers["Content-Language"]));
        Assert.Equal(("text/x-of-source", "Wed, 02 Jan 2030 03:04:05 GMT"), (head.Headers.ContentType, head.Headers["Expires"] ?? head.ExpiresString));
        Assert.Equal(["source value", "2"], new[] { "kept", "second" }.Select(name => head.Metadata[name]));
        Assert.Equal(new() { ["of"] = "source", ["a b"] = "c+d&e" }, await world.TagsAsync());
        if (head.WebsiteRedirectLocation is { Length: > 0 } redirect) // not every endpoint tells it
        {
            Assert.Equal("/source", redirect);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_is_asked_for_stands_in_its_place(string way)
    {
        await world.PutAsync(way);

        await world.SyncAsync(way, AttributeWorld.Others);

        var head = await world.HeadAsync();
        Assert.Equal(("no-store", "inline", "br", "fr"), (head.Headers.CacheControl, head.Headers.ContentDisposition, head.Headers.ContentEncoding, head.Headers["Content-Language"]));
        Assert.Equal(("text/x-asked", "Sat, 07 Jun 2031 06:09:10 GMT"), (head.Headers.ContentType, head.Headers["Expires"] ?? head.ExpiresString));
        Assert.Equal(["x-amz-meta-asked"], head.Metadata.Keys);
        Assert.Equal(new() { ["asked"] = "yes" }, await world.TagsAsync());
        if (head.WebsiteRedirectLocation is { Length: > 0 } redirect) // not every endpoint tells it
        {
            Assert.Equal("/asked", redirect);
        }
    }

    [Theory]
    [MemberData(nameof(Copies))]
    public async Task Without_tagging_tags_are_neither_read_nor_written(string way)
    {
        await world.PutAsync(way);

        await world.SyncAsync(way, new() { DisableTagging = true });

        Assert.Empty(await world.TagsAsync());
    }

    [Theory]
    [MemberData(nameof(Copies))]
    public async Task What_is_not_to_be_taken_over_is_left(string way)
    {
        await world.PutAsync(way);

        await world.SyncAsync(way, new() { NoSyncSystemMetadata = true, NoSyncUserDefinedMetadata = true, CacheControl = "asked", PutLastModifiedMetadata = true });

        var head = await world.HeadAsync();
        Assert.Equal(("asked", null, "binary/octet-stream"), (head.Headers.CacheControl, head.Headers.ContentDisposition, head.Headers.ContentType));
        Assert.Equal(["x-amz-meta-s3sync_origin_last_modified"], head.Metadata.Keys);
        Assert.Equal(2, (await world.TagsAsync()).Count);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    public async Task An_Expires_that_is_no_date_is_carried_as_it_is(string expires)
    {
        await world.PutExpiringAsync(expires);

        await world.SyncAsync("relay", new());

        Assert.Equal(expires, (await world.HeadAsync()).ExpiresString);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("relay")]
    [InlineData("copy")]
    [InlineData("copy-parts")]
    public async Task The_asked_storage_class_is_written_and_the_sources_is_carried(string way)
    {
        await world.PutAsync(way);
        await world.SyncAsync(way, new() { StorageClass = "STANDARD_IA" });
        Assert.Equal("STANDARD_IA", (await world.HeadAsync()).StorageClass);

        await world.Road.BucketAsync("three");
        await world.Road.SyncAsync(RoadWorld.S3At("two"), RoadWorld.S3At("three"), options => options with { Transfer = options.Transfer with { ServerSideCopy = way.StartsWith("copy", StringComparison.Ordinal) } });
        Assert.Equal("STANDARD_IA", (await world.Road.Client.GetObjectMetadataAsync(world.Road.Name("three"), "k")).StorageClass);
    }

    [Fact]
    public async Task The_time_of_the_source_is_written_beside_the_asked_metadata()
    {
        await world.PutAsync("relay");

        await world.SyncAsync("relay", new() { UserMetadata = new Dictionary<string, string> { ["asked"] = "1" }, PutLastModifiedMetadata = true });

        var source = await world.Road.Client.GetObjectMetadataAsync(world.Road.Name("one"), "k");
        var head = await world.HeadAsync();
        Assert.Equal(2, head.Metadata.Count);
        Assert.Equal(source.LastModified!.Value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", null), head.Metadata["s3sync_origin_last_modified"]);
    }
}
