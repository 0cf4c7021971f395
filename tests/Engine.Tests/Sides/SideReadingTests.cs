using S3Sync.Engine.Tests.S3;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.Sides;

/// <summary>Listing in pages of an asked size, reading without a signature, and what cannot be read or written as it is.</summary>
public class SideReadingTests
{
    [Theory]
    [InlineData(7, 4)]
    [InlineData(1000, 1)]
    [InlineData(32767, 1)]
    public async Task A_page_has_as_many_keys_as_are_asked_for(int maxKeys, int pages)
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync([.. Enumerable.Range(0, 25).Select(static number => $"k{number:00}")]);
        using var store = Open(world, new() { MaxKeys = maxKeys });

        Assert.Equal(25, (await BucketWorld.ListAsync(store)).Count);
        var asked = world.S3.Server.Requests.Of("ListObjectsV2");
        Assert.Equal(pages, asked.Count(static request => !request.Target.Contains("delimiter", StringComparison.Ordinal)));
        Assert.All(asked, request => Assert.Equal(maxKeys != 1000, request.Target.Contains($"&max-keys={maxKeys}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Part_sizes_come_in_pages_of_the_same_size()
    {
        await using var world = await BucketWorld.StartAsync();
        using var store = Open(world, new() { MaxKeys = 2 });
        var upload = await store.Parts.CreateAsync("k", ObjectHeaders.None, AskedChecksum.Of(ChecksumAlgorithm.Crc32), new(), default);
        var parts = new List<FinishedPart>();
        for (var number = 1; number <= 3; number++)
        {
            var content = Content.Of(number < 3 ? 5 << 20 : 7);
            using var hasher = ContentHasher.For(ChecksumAlgorithm.Crc32);
            hasher.Append(content);
            var checksum = Checksum.OfDigest(ChecksumAlgorithm.Crc32, hasher.Finish());
            var stored = await store.Parts.UploadAsync("k", upload, number, BucketWorld.BodyOf(content) with { Checksum = checksum }, default);
            parts.Add(new(number, stored.ETag!.Value, checksum));
        }

        await store.Parts.CompleteAsync("k", upload, parts, null, null, default);

        Assert.Equal([5 << 20, 5 << 20, 7], await store.Objects.PartSizesAsync("k", default));
        Assert.Equal(["2", "2"], world.S3.Server.Requests.Of("GetObjectAttributes").Select(static request => request.Headers["x-amz-max-parts"]));
    }

    [Fact]
    public async Task A_listing_in_small_pages_is_read_side_by_side_too()
    {
        await using var world = await BucketWorld.StartAsync();
        var keys = Enumerable.Range(0, 900).Select(static number => $"{number / 100}/k{number:0000}").ToArray();
        await world.SeedAsync(keys);
        using var store = Open(world, new() { MaxKeys = 10 });

        var listed = await BucketWorld.ListAsync(store);

        Assert.Equal(keys, listed.Select(static one => one.Key));
        Assert.Contains(world.S3.Server.Requests.Of("ListObjectsV2"), static request => request.Target.Contains("start-after=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_public_bucket_is_read_without_a_signature()
    {
        await using var world = await BucketWorld.StartAsync(change: static settings => settings with { PublicBuckets = new HashSet<string> { "bucket" } });
        await world.SeedAsync("k");
        world.S3.Server.Requests.Clear();
        using var store = S3Store.Open(new("bucket", ""), Anonymous(world), new(), new(), TimeProvider.System, static () => 0);

        Assert.Single(await BucketWorld.ListAsync(store));
        Assert.Equal(1, (await store.Objects.HeadAsync("k", null, default)).Length);
        Assert.Empty(await store.Tags.GetAsync("k", default));
        await using var received = await store.Objects.GetAsync("k", null, null, default);
        var content = new byte[1];
        await received.Body.ReadExactlyAsync(content);
        Assert.Equal("k"u8.ToArray(), content);
        Assert.All(world.S3.Server.Requests.Snapshot(), static request => Assert.DoesNotContain("x-amz-date", request.Headers.Keys));
    }

    [Fact]
    public async Task A_private_bucket_refuses_who_does_not_sign()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("k");
        using var store = S3Store.Open(new("bucket", ""), Anonymous(world), new(), new(), TimeProvider.System, static () => 0);

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.Objects.HeadAsync("k", null, default));

        Assert.Equal("S3S212", failure.Problem.Code);
    }

    [Theory]
    [InlineData("GLACIER")]
    [InlineData("DEEP_ARCHIVE")]
    public async Task An_archived_object_is_told_as_such(string storageClass)
    {
        await using var world = await BucketWorld.StartAsync();
        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), new() { StorageClass = storageClass }, default);

        var failure = await Assert.ThrowsAsync<StorageException>(() => world.ReadAsync("k"));
        var copy = await Assert.ThrowsAsync<StorageException>(() => world.Store.Copies.CopyAsync(new("bucket", "k", BucketWorld.Md5Of([1])), "c", ObjectHeaders.None, null, default));

        Assert.Equal((FailureKind.Archived, "S3S236"), (failure.Kind, failure.Problem.Code));
        Assert.Equal(FailureKind.Archived, copy.Kind);
    }

    [Fact]
    public async Task A_header_with_a_line_end_is_named_and_not_taken_for_a_network_failure()
    {
        await using var world = await BucketWorld.StartAsync();
        var headers = new ObjectHeaders { CacheControl = "max-age=1\r\nx-amz-acl: public-read" };

        var failure = await Assert.ThrowsAsync<StorageException>(() => world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1]), headers, default));

        Assert.Equal((FailureKind.Permanent, "S3S237"), (failure.Kind, failure.Problem.Code));
        Assert.Contains("cache-control", failure.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, world.S3.Server.Requests.Count("PutObject"));
    }

    private static S3SideOptions Anonymous(BucketWorld world) => new() { EndpointUrl = world.S3.Endpoint, NoSignRequest = true };

    private static S3Store Open(BucketWorld world, ConnectionOptions connection) =>
        S3Store.Open(new(world.Bucket, ""), world.Side, new(), new() { Connection = connection }, TimeProvider.System, static () => 0);
}
