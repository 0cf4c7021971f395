using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.S3;

public class HeaderTests
{
    private static readonly ObjectHeaders Full = new()
    {
        ContentType = "text/html;charset=utf-8",
        CacheControl = "max-age=60, must-revalidate",
        ContentDisposition = "attachment; filename=\"a b.html\"",
        ContentEncoding = "gzip",
        ContentLanguage = "de, en",
        Expires = "Wed, 21 Oct 2037 07:28:00 GMT",
        WebsiteRedirect = "/other.html",
        StorageClass = "STANDARD_IA",
        UserMetadata = new Dictionary<string, string> { ["plain"] = "value", ["s3sync_origin_last_modified"] = "2026-01-01T00:00:00Z" },
        Tags = [KeyValuePair.Create("team", "a b&c=d"), KeyValuePair.Create("leer", "")],
    };

    [Fact]
    public async Task An_encryption_that_is_not_told_is_none_so_that_the_ETag_speaks_of_the_content()
    {
        await using var endpoint = ScriptedEndpoint.Start(static _ => new(200, "") { Headers = new Dictionary<string, string> { ["ETag"] = "\"900150983cd24fb0d6963f7d28e17f72\"" } });
        using var store = S3Store.Open(new("bucket", ""), new() { AccessKey = "id", SecretAccessKey = "secret", EndpointUrl = endpoint.Url }, new(), new(), TimeProvider.System, static () => 0);

        var facts = await store.Objects.HeadAsync("k", null, default);

        Assert.Null(facts.Encryption);
        Assert.True(S3Sync.Transfers.EvidenceChoice.SpeaksOfContent(facts.ETag, facts.Encryption, isDirectoryBucket: false));
    }

    [Fact]
    public async Task Headers_come_back_as_they_were_given()
    {
        await using var world = await BucketWorld.StartAsync();

        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), Full, default);

        await AssertStoredAsync(world, "k");
    }

    [Fact]
    public async Task Headers_of_an_object_made_of_parts_come_back_as_they_were_given()
    {
        await using var world = await BucketWorld.StartAsync();
        var upload = await world.Store.Parts.CreateAsync("k", Full, null, new(), default);
        var part = await world.Store.Parts.UploadAsync("k", upload, 1, BucketWorld.BodyOf([1]), default);

        await world.Store.Parts.CompleteAsync("k", upload, [new(1, part.ETag!.Value, null)], null, null, default);

        await AssertStoredAsync(world, "k");
    }

    [Fact]
    public async Task A_copy_takes_the_given_headers_and_keeps_the_tags()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.Store.Objects.PutAsync("source", BucketWorld.BodyOf([1]), ObjectHeaders.None with { CacheControl = "no-store", Tags = Full.Tags }, default);

        await world.Store.Copies.CopyAsync(new(world.Bucket, "source", BucketWorld.Md5Of([1])), "k", Full with { Tags = [] }, null, default);

        await AssertStoredAsync(world, "k");
    }

    [Fact]
    public async Task A_copy_with_tags_of_its_own_replaces_them()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.Store.Objects.PutAsync("source", BucketWorld.BodyOf([1]), Full, default);

        await world.Store.Copies.CopyAsync(
            new(world.Bucket, "source", BucketWorld.Md5Of([1])), "k", ObjectHeaders.None with { Tags = [KeyValuePair.Create("only", "one")] }, null, default);

        Assert.Equal([KeyValuePair.Create("only", "one")], await world.Store.Tags.GetAsync("k", default));
        Assert.Null((await world.Store.Objects.HeadAsync("k", null, default)).Headers.CacheControl);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("tomorrow")]
    public async Task Expires_needs_not_be_a_date(string expires)
    {
        await using var world = await BucketWorld.StartAsync();

        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), ObjectHeaders.None with { Expires = expires }, default);

        Assert.Equal(expires, (await world.Store.Objects.HeadAsync("k", null, default)).Headers.Expires);
    }

    [Theory]
    [InlineData("text/html;charset=utf-8")]
    [InlineData("text/plain; charset=\"utf-8\"")]
    [InlineData("no type at all")]
    public async Task A_content_type_is_sent_as_it_is_written(string type)
    {
        await using var world = await BucketWorld.StartAsync();

        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), ObjectHeaders.None with { ContentType = type }, default);

        Assert.Equal(type, (await world.Store.Objects.HeadAsync("k", null, default)).Headers.ContentType);
    }

    [Fact]
    public async Task Without_a_content_type_nothing_is_guessed_from_the_key()
    {
        await using var world = await BucketWorld.StartAsync();

        await world.Store.Objects.PutAsync("page.html", BucketWorld.BodyOf([1]), ObjectHeaders.None, default);

        Assert.Equal("binary/octet-stream", (await world.Store.Objects.HeadAsync("page.html", null, default)).Headers.ContentType);
    }

    [Fact]
    public async Task User_metadata_may_be_any_text()
    {
        await using var world = await BucketWorld.StartAsync();
        var metadata = new Dictionary<string, string> { ["name"] = "Grüße \U0001F600" };

        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), ObjectHeaders.None with { UserMetadata = metadata }, default);

        Assert.Equal(metadata, (await world.Store.Objects.HeadAsync("k", null, default)).Headers.UserMetadata);
    }

    [Fact]
    public async Task Get_tells_the_same_facts_as_head()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1, 2, 3]), Full, default);

        await using var received = await world.Store.Objects.GetAsync("k", null, null, default);

        var head = await world.Store.Objects.HeadAsync("k", null, default);
        Assert.Equivalent(head, received.Facts, strict: true);
        Assert.Equal(2, head.TagCount);
    }

    private static async Task AssertStoredAsync(BucketWorld world, string key)
    {
        var facts = await world.Store.Objects.HeadAsync(key, null, default);
        Assert.Equivalent(Full with { Tags = [] }, facts.Headers, strict: true);
        Assert.Equal(Full.Tags.OrderBy(static tag => tag.Key), (await world.Store.Tags.GetAsync(key, default)).OrderBy(static tag => tag.Key));
    }
}
