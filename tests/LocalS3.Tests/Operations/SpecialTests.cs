using System.Net;
using System.Xml.Linq;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Operations;

/// <summary>Directory buckets, addressing, and what is not supported.</summary>
public sealed class SpecialTests : IAsyncLifetime
{
    private const string Express = "zone--use1-az4--x-s3";
    private S3World world = null!;

    public async Task InitializeAsync() => world = await S3World.InMemoryAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_directory_bucket_lists_without_an_order_and_loses_nothing()
    {
        var keys = Enumerable.Range(0, 2500).Select(number => $"d/{number:0000}").ToArray();
        world.Server.Seed(Express, keys);
        var listed = new List<string>();
        string? token = null;
        do
        {
            var page = await world.SendAsync(HttpMethod.Get, $"/{Express}?list-type=2&prefix=d%2F" + (token is null ? "" : "&continuation-token=" + Uri.EscapeDataString(token)));
            var document = XDocument.Parse(page.Text).Root!;
            listed.AddRange(document.Descendants().Where(one => one.Name.LocalName == "Key").Select(one => one.Value));
            token = document.Elements().FirstOrDefault(one => one.Name.LocalName == "NextContinuationToken")?.Value;
        }
        while (token is not null);

        Assert.NotEqual(keys, listed);
        Assert.Equal(keys, listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_directory_bucket_has_no_md5_in_its_etags_and_takes_none()
    {
        await world.SendAsync(HttpMethod.Put, "/" + Express);
        var put = await world.SendAsync(HttpMethod.Put, $"/{Express}/k", "123456789");
        var refused = await world.SendAsync(HttpMethod.Put, $"/{Express}/k", "123456789", ("Content-MD5", "JfnnlDI7RTiF9RgfG2JNCw=="));

        Assert.NotEqual("\"25f9e794323b453885f5181f1b624d0b\"", put.Header("ETag"));
        Assert.Equal("NotImplemented", refused.Code);
    }

    [Theory]
    [InlineData("GET", "/{0}?versions")]
    [InlineData("GET", "/{0}?versioning")]
    [InlineData("GET", "/{0}/k?tagging")]
    [InlineData("GET", "/{0}/k?acl")]
    [InlineData("GET", "/{0}")]
    public async Task A_directory_bucket_says_what_it_does_not_do(string method, string target)
    {
        await world.SendAsync(HttpMethod.Put, "/" + Express);
        await world.SendAsync(HttpMethod.Put, $"/{Express}/k", "x");

        Assert.Equal("NotImplemented", (await world.SendAsync(new(method), target.Replace("{0}", Express, StringComparison.Ordinal))).Code);
    }

    [Fact]
    public async Task A_session_opens_a_directory_bucket()
    {
        await world.SendAsync(HttpMethod.Put, "/" + Express);
        var answer = await world.SendAsync(HttpMethod.Get, $"/{Express}?session");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("<SessionToken>", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/bucket?policy")]
    [InlineData("GET", "/bucket?lifecycle")]
    [InlineData("GET", "/bucket?acl")]
    [InlineData("PUT", "/bucket?notification")]
    [InlineData("GET", "/bucket?list-type=2&surprise=1")]
    [InlineData("GET", "/bucket/k?torrent")]
    [InlineData("POST", "/bucket/k?restore")]
    [InlineData("POST", "/bucket/k?select&select-type=2")]
    [InlineData("PUT", "/bucket/k?retention")]
    [InlineData("DELETE", "/bucket?cors")]
    public async Task What_is_not_supported_is_501(string method, string target)
    {
        await world.BucketAsync();
        var answer = await world.SendAsync(new(method), target, method == "GET" ? null : "<x/>");

        Assert.Equal((HttpStatusCode.NotImplemented, "NotImplemented"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("bucket.localhost")]
    [InlineData("bucket.s3.localhost")]
    [InlineData("bucket.s3.us-east-1.localhost")]
    public async Task A_bucket_may_be_named_by_the_host(string host)
    {
        await world.BucketAsync();
        await world.SendAsync(HttpMethod.Put, "/bucket/a/b", "content");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/a/b");
        request.Headers.Host = $"{host}:{world.Server.Endpoint.Port}";
        world.Signer.Sign(request, world.Server.Endpoint, "/a/b");

        Assert.Equal("content", (await Answer.OfAsync(await world.Http.SendAsync(request))).Text);
    }

    [Fact]
    public async Task A_bucket_is_made_on_demand_only_when_the_settings_name_it()
    {
        await using var willing = await WillingAsync();

        Assert.Equal(HttpStatusCode.OK, (await willing.SendAsync(HttpMethod.Put, "/made/k", "x")).Status);
        Assert.Equal("NoSuchBucket", (await willing.SendAsync(HttpMethod.Put, "/other/k", "x")).Code);
        Assert.Equal("NoSuchBucket", (await willing.SendAsync(HttpMethod.Get, "/other?list-type=2")).Code);
    }

    [Fact]
    public async Task A_bucket_on_demand_lists_as_empty_and_is_made_by_the_first_write_alone()
    {
        await using var willing = await WillingAsync();

        var listed = await willing.Client.ListObjectsV2Async(new() { BucketName = "made" });
        var head = await willing.SendAsync(HttpMethod.Head, "/made/k");
        var delete = await willing.SendAsync(HttpMethod.Delete, "/made/k");
        var before = await willing.Client.ListBucketsAsync();
        await willing.Client.InitiateMultipartUploadAsync("made", "k");
        var after = await willing.Client.ListBucketsAsync();

        Assert.Equal((0, HttpStatusCode.NotFound, HttpStatusCode.NoContent), (listed.KeyCount, head.Status, delete.Status));
        Assert.Empty(before.Buckets ?? []);
        Assert.Equal("made", Assert.Single(after.Buckets).BucketName);
    }

    [Fact]
    public async Task A_bucket_on_demand_that_is_not_there_cannot_be_removed_or_set_up()
    {
        await using var willing = await WillingAsync();

        Assert.Equal("NoSuchBucket", (await willing.SendAsync(HttpMethod.Delete, "/made")).Code);
        Assert.Equal("NoSuchBucket", (await willing.SendAsync(HttpMethod.Put, "/made?versioning", "x")).Code);
    }

    [Fact]
    public async Task A_million_keys_are_listed_a_page_at_the_cost_of_a_page()
    {
        world.Server.Seed("million", Enumerable.Range(0, 1_000_000).Select(number => $"{number:0000000}"));
        var page = await world.Client.ListObjectsV2Async(new() { BucketName = "million", StartAfter = "0999990" });

        Assert.Equal(9, page.KeyCount);
    }

    [Fact]
    public async Task A_key_longer_than_1024_bytes_is_refused()
    {
        await world.BucketAsync();

        Assert.Equal("KeyTooLongError", (await world.SendAsync(HttpMethod.Put, "/bucket/" + new string('k', 1025), "x")).Code);
    }

    private static Task<S3World> WillingAsync() => S3World.InMemoryAsync(settings => settings with { BucketsOnDemand = new HashSet<string> { "made" } });
}
