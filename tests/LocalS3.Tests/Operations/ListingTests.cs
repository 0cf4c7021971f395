using Amazon.S3.Model;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Operations;

/// <summary>ListObjects, ListObjectsV2 and ListObjectVersions.</summary>
public sealed class ListingTests : IAsyncLifetime
{
    private S3World world = null!;
    private string bucket = null!;

    public async Task InitializeAsync()
    {
        world = await S3World.InMemoryAsync();
        bucket = await world.BucketAsync();
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Keys_are_listed_by_their_utf8_bytes()
    {
        string[] keys = ["\U0001f600", "\uff5e", "z", "a/", "a", "a.b", "Z", "é"];
        world.Server.Seed(bucket, keys);

        var listed = await ListAsync(new() { BucketName = bucket });

        Assert.Equal(["Z", "a", "a.b", "a/", "z", "é", "\uff5e", "\U0001f600"], listed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Pages_of_any_size_join_to_the_whole(int pageSize)
    {
        var keys = Enumerable.Range(0, 1500).Select(number => $"k{number:00000}").ToArray();
        var few = pageSize == 1 ? keys[..40] : keys;
        world.Server.Seed(bucket, few.Reverse());

        Assert.Equal(few, await ListAsync(new() { BucketName = bucket, MaxKeys = pageSize }));
    }

    [Fact]
    public async Task A_common_prefix_stands_for_everything_below_it_across_pages()
    {
        world.Server.Seed(bucket, [.. Enumerable.Range(0, 2500).Select(number => $"a/{number}"), "a0", "b/x/y", "c"]);
        var request = new ListObjectsV2Request { BucketName = bucket, Delimiter = "/", MaxKeys = 1 };
        var lines = new List<string>();
        ListObjectsV2Response page;
        do
        {
            page = await world.Client.ListObjectsV2Async(request);
            lines.AddRange(page.CommonPrefixes ?? []);
            lines.AddRange((page.S3Objects ?? []).Select(one => one.Key));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);

        Assert.Equal(["a/", "a0", "b/", "c"], lines);
    }

    [Fact]
    public async Task Start_after_skips_the_key_itself()
    {
        world.Server.Seed(bucket, ["a", "b", "c"]);

        Assert.Equal(["b", "c"], await ListAsync(new() { BucketName = bucket, StartAfter = "a" }));
    }

    [Fact]
    public async Task A_continuation_token_survives_a_restart()
    {
        using var folder = new TempFolder();
        string token;
        await using (var first = await S3World.OverAsync(folder.Path))
        {
            await first.BucketAsync();
            foreach (var key in new[] { "a", "b", "c" }) await first.Client.PutObjectAsync(new() { BucketName = bucket, Key = key, ContentBody = key });
            token = (await first.Client.ListObjectsV2Async(new() { BucketName = bucket, MaxKeys = 2 })).NextContinuationToken;
        }

        await using var second = await S3World.OverAsync(folder.Path);
        var rest = await second.Client.ListObjectsV2Async(new() { BucketName = bucket, ContinuationToken = token });

        Assert.Equal(["c"], rest.S3Objects.Select(one => one.Key));
    }

    [Fact]
    public async Task Url_encoding_is_as_of_s3()
    {
        world.Server.Seed(bucket, ["a b+c/\u0001é~*"]);

        var text = await GetTextAsync($"/{bucket}?encoding-type=url&list-type=2");

        Assert.Contains("<Key>a+b%2Bc/%01%C3%A9%7E*</Key>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_are_listed_newest_first_and_page_by_page()
    {
        await world.Client.PutBucketVersioningAsync(new() { BucketName = bucket, VersioningConfig = new() { Status = Amazon.S3.VersionStatus.Enabled } });
        var ids = new List<string>();
        foreach (var key in new[] { "a", "a", "a", "b" }) ids.Add((await world.Client.PutObjectAsync(new() { BucketName = bucket, Key = key, ContentBody = "x" })).VersionId);
        await world.Client.DeleteObjectAsync(bucket, "b");
        var request = new ListVersionsRequest { BucketName = bucket, MaxKeys = 2 };
        var listed = new List<S3ObjectVersion>();
        ListVersionsResponse page;
        do
        {
            page = await world.Client.ListVersionsAsync(request);
            listed.AddRange(page.Versions);
            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (page.IsTruncated == true);

        Assert.Equal([ids[2], ids[1], ids[0]], listed.Take(3).Select(one => one.VersionId));
        Assert.Equal([true, false, false, true, false], listed.Select(one => one.IsLatest == true));
        Assert.Equal([false, false, false, true, false], listed.Select(one => one.IsDeleteMarker == true));
    }

    [Fact]
    public async Task Max_keys_of_zero_is_an_empty_page()
    {
        world.Server.Seed(bucket, ["a"]);

        var page = await world.Client.ListObjectsV2Async(new() { BucketName = bucket, MaxKeys = 0 });

        Assert.Equal((0, false), (page.KeyCount, page.IsTruncated));
    }

    private async Task<string[]> ListAsync(ListObjectsV2Request request)
    {
        var keys = new List<string>();
        await foreach (var one in world.Client.Paginators.ListObjectsV2(request).S3Objects) keys.Add(one.Key);
        return [.. keys];
    }

    private async Task<string> GetTextAsync(string target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        world.Signer.Sign(request, world.Server.Endpoint, target);
        return await (await world.Http.SendAsync(request)).Content.ReadAsStringAsync();
    }
}
