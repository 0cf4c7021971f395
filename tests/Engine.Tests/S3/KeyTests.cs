using System.Text;
using S3Sync.Entries;
using S3Sync.Storage;
using S3Sync.Storage.S3.Values;
using Xunit;

namespace S3Sync.Engine.Tests.S3;

public class KeyTests
{
    [Theory]
    [ClassData(typeof(OddKeys))]
    public async Task An_object_is_stored_under_exactly_its_key(string key)
    {
        await using var world = await BucketWorld.StartAsync();
        var content = Encoding.UTF8.GetBytes(key);

        await world.Store.Objects.PutAsync(key, BucketWorld.BodyOf(content), ObjectHeaders.None, default);

        var listed = Assert.IsType<Entry>(Assert.Single(await BucketWorld.ListAsync(world.Store)));
        Assert.Equal((key, (long)content.Length), (listed.Key, listed.Size));
        Assert.Equal(content, await world.ReadAsync(key));
        Assert.Equal(BucketWorld.Md5Of(content), (await world.Store.Objects.HeadAsync(key, null, default)).ETag);
    }

    [Theory]
    [ClassData(typeof(OddKeys))]
    public async Task A_key_is_made_of_parts_and_copied_and_tagged_and_deleted_as_itself(string key)
    {
        await using var world = await BucketWorld.StartAsync();
        var body = BucketWorld.BodyOf([1, 2, 3]);
        var upload = await world.Store.Parts.CreateAsync(key, ObjectHeaders.None, null, new(), default);
        var part = await world.Store.Parts.UploadAsync(key, upload, 1, body, default);
        var stored = await world.Store.Parts.CompleteAsync(key, upload, [new(1, part.ETag!.Value, null)], null, null, default);

        await world.Store.Copies.CopyAsync(new(world.Bucket, key, stored.ETag!.Value), "copy", ObjectHeaders.None, null, default);
        await world.Store.Copies.CopyAsync(new(world.Bucket, "copy", BucketWorld.Md5Of([1, 2, 3])), key, ObjectHeaders.None, null, default);

        Assert.Empty(await world.Store.Tags.GetAsync(key, default));
        var entry = (await BucketWorld.ListAsync(world.Store)).OfType<Entry>().Single(listed => listed.Key == key);
        Assert.Equal(BucketWorld.Md5Of([1, 2, 3]), entry.ETag);
        Assert.Equal([DeleteOutcome.Deleted], await world.Store.DeleteAsync([entry], default));
        Assert.Equal(["copy"], await world.KeysAsync());
    }

    [Fact]
    public async Task A_listing_of_odd_keys_is_in_the_order_of_their_bytes()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync([.. OddKeys.All.Reverse()]);

        var listed = (await BucketWorld.ListAsync(world.Store)).ConvertAll(static one => one.Key);

        var expected = OddKeys.All.Order(Comparer<string>.Create(static (left, right) =>
            Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right))));
        Assert.Equal(expected, listed);
    }
}
