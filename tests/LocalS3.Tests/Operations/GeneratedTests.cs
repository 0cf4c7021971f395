using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Operations;

/// <summary>Buckets whose objects are made when they are asked for.</summary>
public sealed class GeneratedTests : IAsyncLifetime
{
    private const int Count = 2500;

    private static readonly byte[] Content = [1, 2, 3];

    private S3World world = null!;

    public async Task InitializeAsync()
    {
        world = await S3World.InMemoryAsync();
        world.Server.Generate("generated", Count, Key, Content);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("", null, null)]
    [InlineData("data/1/", null, null)]
    [InlineData("data/9", null, null)]
    [InlineData("", "data/1/00001250", null)]
    [InlineData("", "data/1/0000125", null)]
    [InlineData("data/1/", "data/1/00001250", null)]
    [InlineData("", "zzz", null)]
    [InlineData("", null, "/")]
    [InlineData("data/", null, "/")]
    public async Task A_generated_bucket_lists_as_one_that_keeps_the_same_keys(string prefix, string? after, string? delimiter)
    {
        var kept = await world.BucketAsync();
        world.Server.Seed(kept, Enumerable.Range(0, Count).Select(Key), Content);
        var request = new ListObjectsV2Request { Prefix = prefix, StartAfter = after, Delimiter = delimiter, MaxKeys = 700 };

        Assert.Equal(await LinesAsync(request, kept), await LinesAsync(request, "generated"));
    }

    [Fact]
    public async Task Ten_million_objects_are_there_at_once_and_the_last_can_be_found()
    {
        world.Server.Generate("vast", 10_000_000, number => number.ToString("D8", CultureInfo.InvariantCulture));

        var page = await world.Client.ListObjectsV2Async(new() { BucketName = "vast", StartAfter = "09999997" });

        Assert.Equal(["09999998", "09999999"], page.S3Objects.Select(one => one.Key));
    }

    [Fact]
    public async Task A_generated_object_has_the_content_it_was_given()
    {
        using var answer = await world.Client.GetObjectAsync("generated", Key(7));
        using var bytes = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(bytes);

        Assert.Equal(Content, bytes.ToArray());
    }

    [Fact]
    public async Task A_key_that_is_not_generated_is_not_there()
    {
        var refused = await Assert.ThrowsAsync<NoSuchKeyException>(() => world.Client.GetObjectAsync("generated", "data/1/0000125"));

        Assert.Equal("NoSuchKey", refused.ErrorCode);
    }

    [Fact]
    public async Task A_generated_bucket_cannot_be_written_to()
    {
        var put = await Assert.ThrowsAsync<AmazonS3Exception>(() => world.Client.PutObjectAsync(new() { BucketName = "generated", Key = "new", ContentBody = "x" }));
        var delete = await Assert.ThrowsAsync<AmazonS3Exception>(() => world.Client.DeleteObjectAsync("generated", Key(7)));

        Assert.Equal(("AccessDenied", "AccessDenied"), (put.ErrorCode, delete.ErrorCode));
        Assert.Equal(Count, (await LinesAsync(new() { MaxKeys = 1000 }, "generated")).Count);
    }

    [Fact]
    public void A_bucket_that_is_there_is_not_generated_anew() =>
        Assert.Throws<InvalidOperationException>(() => world.Server.Generate("generated", 1, Key));

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"data/{number / 1000}/{number:D8}");

    private async Task<List<string>> LinesAsync(ListObjectsV2Request request, string bucket)
    {
        request.BucketName = bucket;
        request.ContinuationToken = null;
        var lines = new List<string>();
        ListObjectsV2Response page;
        do
        {
            page = await world.Client.ListObjectsV2Async(request);
            lines.AddRange(page.CommonPrefixes ?? []);
            lines.AddRange((page.S3Objects ?? []).Select(one => $"{one.Key} {one.Size} {one.ETag}"));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return lines;
    }
}
