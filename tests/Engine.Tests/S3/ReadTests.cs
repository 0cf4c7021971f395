using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Storage;
using S3Sync.Storage.S3.Values;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.S3;

public class ReadTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(10, 20)]
    [InlineData(999, 1)]
    [InlineData(0, 1000)]
    public async Task A_range_is_exactly_what_was_asked_for(long offset, long length)
    {
        await using var world = await BucketWorld.StartAsync();
        var content = Content.Of(1000);
        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf(content), ObjectHeaders.None, default);

        Assert.Equal(content[(int)offset..(int)(offset + length)], await world.ReadAsync("k", BucketWorld.Md5Of(content), new(offset, length)));
    }

    [Fact]
    public async Task A_range_tells_the_length_of_the_whole()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf(Content.Of(1000)), ObjectHeaders.None, default);

        await using var received = await world.Store.Objects.GetAsync("k", null, new ByteRange(10, 20), default);

        Assert.Equal((1000, 20), (received.Facts.Length, received.Body.Length));
    }

    [Fact]
    public async Task A_range_that_reaches_over_the_end_is_broken()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf(Content.Of(10)), ObjectHeaders.None, default);

        var failure = await Assert.ThrowsAsync<StorageException>(() => world.ReadAsync("k", null, new ByteRange(5, 10)));

        Assert.Equal((FailureKind.Broken, "S3S223"), (failure.Kind, failure.Problem.Code));
    }

    [Fact]
    public async Task Another_version_than_the_pinned_one_is_changed()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("k");

        var failure = await Assert.ThrowsAsync<StorageException>(() => world.ReadAsync("k", new ETag("00000000000000000000000000000000")));

        Assert.Equal((FailureKind.Changed, "S3S214"), (failure.Kind, failure.Problem.Code));
    }

    [Fact]
    public async Task An_object_that_is_gone_is_told_as_gone()
    {
        await using var world = await BucketWorld.StartAsync();

        Assert.Equal(FailureKind.Gone, (await Assert.ThrowsAsync<StorageException>(() => world.ReadAsync("k"))).Kind);
        Assert.Equal(FailureKind.Gone, (await Assert.ThrowsAsync<StorageException>(() => world.Store.Objects.HeadAsync("k", null, default))).Kind);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(99_999L)]
    public async Task A_body_that_is_cut_is_broken_and_says_where(long at)
    {
        await using var world = await BucketWorld.StartAsync();
        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf(Content.Of(100_000)), ObjectHeaders.None, default);
        world.S3.Server.Faults.On("GetObject").Cut(at);

        var failure = await Assert.ThrowsAsync<StorageException>(() => world.ReadAsync("k"));

        Assert.Equal((FailureKind.Broken, "S3S222"), (failure.Kind, failure.Problem.Code));
        Assert.Contains("of 100000 bytes", failure.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_that_is_called_compressed_arrives_as_it_is_stored()
    {
        await using var world = await BucketWorld.StartAsync();
        byte[] content = [0x1f, 0x8b, 1, 2, 3];
        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf(content), ObjectHeaders.None with { ContentEncoding = "gzip" }, default);

        Assert.Equal(content, await world.ReadAsync("k"));
    }

    [Fact]
    public async Task A_part_can_be_described()
    {
        await using var world = await BucketWorld.StartAsync();
        var upload = await world.Store.Parts.CreateAsync("k", ObjectHeaders.None, null, new(), default);
        var first = await world.Store.Parts.UploadAsync("k", upload, 1, BucketWorld.BodyOf(Content.Of(5 << 20)), default);
        var second = await world.Store.Parts.UploadAsync("k", upload, 2, BucketWorld.BodyOf([1, 2, 3]), default);
        await world.Store.Parts.CompleteAsync("k", upload, [new(1, first.ETag!.Value, null), new(2, second.ETag!.Value, null)], null, null, default);

        var facts = await world.Store.Objects.HeadAsync("k", 2, default);

        Assert.Equal(((5L << 20) + 3, 3L, 2), (facts.Length, facts.PartLength, facts.PartsCount));
    }

    [Fact]
    public async Task A_listing_and_a_head_tell_the_same_time()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("k");

        var listed = (Entry)(await BucketWorld.ListAsync(world.Store)).Single();
        var facts = await world.Store.Objects.HeadAsync("k", null, default);

        Assert.Equal((TimeSpan.Zero, facts.Modified.ToUnixTimeSeconds()), (listed.Modified.Offset, listed.Modified.ToUnixTimeSeconds()));
        Assert.InRange(facts.Modified, DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow.AddSeconds(1));
    }

    [Fact]
    public async Task A_body_that_stalls_is_broken()
    {
        await using var world = await BucketWorld.StartAsync();
        var time = new SteppedTime();
        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf(Content.Of(100_000)), ObjectHeaders.None, default);
        var rule = world.S3.Server.Faults.On("GetObject").Do(LocalS3.Faults.Fault.Stall(50_000));
        using var store = Storage.S3.S3Store.Open(new(world.Bucket, ""), world.Side, new(), new(), time, static () => 0);
        await using var received = await store.Objects.GetAsync("k", null, null, default);
        var first = new byte[50_000];
        await received.Body.ReadExactlyAsync(first);

        var rest = received.Body.ReadAsync(new byte[1]).AsTask();
        time.Step(Storage.S3.Wire.StallGuard.Patience);

        Assert.Equal(FailureKind.Broken, (await Assert.ThrowsAsync<StorageException>(() => rest)).Kind);
        rule.Release();
    }

    [Fact]
    public async Task Describing_an_entry_asks_only_for_what_the_listing_did_not_tell()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("k");
        var entry = (Entry)(await BucketWorld.ListAsync(world.Store)).Single();

        Assert.Null((await world.Store.DescribeAsync(entry, new(), default)).ContentType);
        Assert.Equal(0, world.S3.Server.Requests.Count("HeadObject"));
        Assert.NotNull((await world.Store.DescribeAsync(entry, new() { Stored = true }, default)).ContentType);
        Assert.Equal(1, world.S3.Server.Requests.Count("HeadObject"));
        var found = await world.Store.FindAsync("k", default);
        Assert.Equal((entry.ETag, entry.Size), (found!.ETag, found.Size)); // it is there
        Assert.NotNull((await world.Store.DescribeAsync(found, new() { Stored = true }, default)).ContentType);
        Assert.Equal(2, world.S3.Server.Requests.Count("HeadObject"));
        Assert.Null(await world.Store.FindAsync("another", default));
    }
}
