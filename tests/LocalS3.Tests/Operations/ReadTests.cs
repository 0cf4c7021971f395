using System.Net;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Operations;

/// <summary>GetObject and HeadObject.</summary>
public sealed class ReadTests : IAsyncLifetime
{
    private S3World world = null!;

    public async Task InitializeAsync()
    {
        world = await S3World.InMemoryAsync();
        await world.BucketAsync();
        await world.SendAsync(HttpMethod.Put, "/bucket/k", "0123456789");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("bytes=2-4", 206, "234", "bytes 2-4/10")]
    [InlineData("bytes=7-", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=-3", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=8-99", 206, "89", "bytes 8-9/10")]
    [InlineData("bytes=4-2", 200, "0123456789", null)]
    [InlineData("bytes=0-1,3-4", 200, "0123456789", null)]
    public async Task A_range_is_as_of_http(string range, int status, string content, string? contentRange)
    {
        var answer = await world.SendAsync(HttpMethod.Get, "/bucket/k", null, ("Range", range));

        Assert.Equal((status, content, contentRange), ((int)answer.Status, answer.Text, answer.Header("Content-Range")));
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=-0")]
    public async Task A_range_beyond_the_end_is_416(string range)
    {
        var answer = await world.SendAsync(HttpMethod.Get, "/bucket/k", null, ("Range", range));

        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_304_has_the_validators_and_no_body()
    {
        var etag = (await world.SendAsync(HttpMethod.Head, "/bucket/k")).Header("ETag")!;
        var answer = await world.SendAsync(HttpMethod.Get, "/bucket/k", null, ("If-None-Match", etag));

        Assert.Equal((HttpStatusCode.NotModified, "", etag), (answer.Status, answer.Text, answer.Header("ETag")));
    }

    [Fact]
    public async Task If_match_outranks_if_unmodified_since()
    {
        var etag = (await world.SendAsync(HttpMethod.Head, "/bucket/k")).Header("ETag")!;
        var answer = await world.SendAsync(HttpMethod.Get, "/bucket/k", null, ("If-Match", etag), ("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task A_part_of_a_single_put_is_all_of_it()
    {
        var answer = await world.SendAsync(HttpMethod.Get, "/bucket/k?partNumber=1");
        var beyond = await world.SendAsync(HttpMethod.Get, "/bucket/k?partNumber=2");

        Assert.Equal((206, "0123456789", null), ((int)answer.Status, answer.Text, answer.Header("x-amz-mp-parts-count")));
        Assert.Equal("InvalidPartNumber", beyond.Code);
    }

    [Fact]
    public async Task A_checksum_is_told_for_the_whole_and_never_for_a_piece()
    {
        var whole = await world.SendAsync(HttpMethod.Get, "/bucket/k", null, ("x-amz-checksum-mode", "ENABLED"));
        var piece = await world.SendAsync(HttpMethod.Get, "/bucket/k", null, ("x-amz-checksum-mode", "ENABLED"), ("Range", "bytes=0-1"));
        var unasked = await world.SendAsync(HttpMethod.Get, "/bucket/k");

        Assert.Equal("FULL_OBJECT", whole.Header("x-amz-checksum-type"));
        Assert.NotNull(whole.Header("x-amz-checksum-crc64nvme"));
        Assert.Null(piece.Header("x-amz-checksum-crc64nvme"));
        Assert.Null(unasked.Header("x-amz-checksum-crc64nvme"));
    }

    [Fact]
    public async Task An_answer_can_be_told_which_headers_to_have()
    {
        var answer = await world.SendAsync(HttpMethod.Get, "/bucket/k?response-content-type=text%2Fx&response-cache-control=no-store");

        Assert.Equal(("text/x", "no-store"), (answer.Header("Content-Type"), answer.Header("Cache-Control")));
    }

    [Fact]
    public async Task What_is_archived_must_be_restored_first()
    {
        await world.SendAsync(HttpMethod.Put, "/bucket/cold", "x", ("x-amz-storage-class", "GLACIER"));

        Assert.Equal("InvalidObjectState", (await world.SendAsync(HttpMethod.Get, "/bucket/cold")).Code);
        Assert.Equal("GLACIER", (await world.SendAsync(HttpMethod.Head, "/bucket/cold")).Header("x-amz-storage-class"));
    }

    [Fact]
    public async Task An_overwrite_takes_nothing_from_a_reader()
    {
        using var folder = new TempFolder();
        await using (var disk = await S3World.OverAsync(folder.Path))
        {
            await disk.BucketAsync();
            var large = new string('a', 8 << 20);
            await disk.SendAsync(HttpMethod.Put, "/bucket/k", large);
            using var reader = (await disk.Client.GetObjectAsync("bucket", "k")).ResponseStream;

            await disk.SendAsync(HttpMethod.Put, "/bucket/k", "b");

            using var text = new StreamReader(reader);
            Assert.Equal(large.Length, (await text.ReadToEndAsync()).TrimEnd('b').Length);
        }

        // The overwritten content goes with its last reader, and every request has ended once the server has stopped.
        Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "buckets", "bucket", "content"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Raw_utf8_metadata_comes_back()
    {
        await world.SendAsync(HttpMethod.Put, "/bucket/m", "x", ("x-amz-meta-Name", "plain"), ("x-amz-website-redirect-location", "/there"));
        var head = await world.SendAsync(HttpMethod.Head, "/bucket/m");

        Assert.Equal(("plain", "/there", "binary/octet-stream"), (head.Header("x-amz-meta-name"), head.Header("x-amz-website-redirect-location"), head.Header("Content-Type")));
    }
}
