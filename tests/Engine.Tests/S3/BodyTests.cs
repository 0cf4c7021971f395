using System.Security.Cryptography;
using S3Sync.Integrity;
using S3Sync.Storage;
using S3Sync.Storage.S3.Values;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.S3;

public class BodyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200_000)]
    [InlineData(9_000_000)]
    public async Task A_body_arrives_whole(int length)
    {
        await using var world = await BucketWorld.StartAsync();
        var content = Content.Of(length);

        var stored = await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf(content), ObjectHeaders.None, default);

        Assert.Equal(BucketWorld.Md5Of(content), stored.ETag);
        Assert.Equal(content, await world.ReadAsync("k"));
    }

    [Fact]
    public async Task A_body_is_read_once_for_each_attempt()
    {
        await using var world = await BucketWorld.StartAsync();
        var content = Content.Of(300_000);
        var read = 0L;
        var body = BucketWorld.BodyOf(content) with { Open = () => new CountedStream(content, count => read += count) };

        await world.Store.Objects.PutAsync("k", body, ObjectHeaders.None, default);

        Assert.Equal(content.Length, read);
    }

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32)]
    [InlineData(ChecksumAlgorithm.Crc32C)]
    [InlineData(ChecksumAlgorithm.Crc64Nvme)]
    [InlineData(ChecksumAlgorithm.Sha1)]
    [InlineData(ChecksumAlgorithm.Sha256)]
    public async Task A_precomputed_checksum_is_sent_and_stored(ChecksumAlgorithm algorithm)
    {
        await using var world = await BucketWorld.StartAsync();
        var content = Content.Of(1000);
        var checksum = ChecksumOf(algorithm, content);

        var stored = await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf(content) with { Checksum = checksum }, ObjectHeaders.None, default);

        Assert.Contains(checksum, stored.Checksums);
        Assert.Equal([checksum], (await world.Store.Objects.HeadAsync("k", null, default)).Checksums);
    }

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32)]
    [InlineData(ChecksumAlgorithm.Crc32C)]
    [InlineData(ChecksumAlgorithm.Crc64Nvme)]
    [InlineData(ChecksumAlgorithm.Sha1)]
    [InlineData(ChecksumAlgorithm.Sha256)]
    public async Task A_body_without_digests_is_followed_by_a_checksum(ChecksumAlgorithm algorithm)
    {
        await using var world = await BucketWorld.StartAsync();
        var content = Content.Of(6_000_000);
        var body = new RequestBody { Length = content.Length, Open = () => new OneWayStream(content), TrailerAlgorithm = algorithm };
        var upload = await world.Store.Parts.CreateAsync("k", ObjectHeaders.None, AskedChecksum.Of(algorithm), new(), default);

        var part = await world.Store.Parts.UploadAsync("k", upload, 1, body, default);

        Assert.Equal(BucketWorld.Md5Of(content), part.ETag);
        Assert.Equal([ChecksumOf(algorithm, content)], part.Checksums);
        await world.Store.Parts.CompleteAsync("k", upload, [new(1, part.ETag!.Value, part.Checksums[0])], null, null, default);
        Assert.Equal(content, await world.ReadAsync("k"));
    }

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32)]
    [InlineData(ChecksumAlgorithm.Crc32C)]
    [InlineData(ChecksumAlgorithm.Crc64Nvme)]
    [InlineData(ChecksumAlgorithm.Sha1)]
    [InlineData(ChecksumAlgorithm.Sha256)]
    public async Task A_whole_object_without_digests_is_followed_by_a_checksum(ChecksumAlgorithm algorithm)
    {
        await using var world = await BucketWorld.StartAsync();
        var content = Content.Of(700_000);

        var body = new RequestBody { Length = content.Length, Open = () => new OneWayStream(content), TrailerAlgorithm = algorithm };

        var stored = await world.Store.Objects.PutAsync("k", body, ObjectHeaders.None, default);

        Assert.Equal([ChecksumOf(algorithm, content)], stored.Checksums);
        Assert.Equal([ChecksumOf(algorithm, content)], (await world.Store.Objects.HeadAsync("k", null, default)).Checksums);
        Assert.Equal(content, await world.ReadAsync("k"));
    }

    [Fact]
    public async Task A_body_that_is_not_what_was_hashed_is_refused_as_broken()
    {
        await using var world = await BucketWorld.StartAsync();
        var body = BucketWorld.BodyOf([1, 2, 3]) with { Open = static () => new MemoryStream([1, 2, 4]) };

        var failure = await Assert.ThrowsAsync<StorageException>(() => world.Store.Objects.PutAsync("k", body, ObjectHeaders.None, default));

        Assert.Equal((FailureKind.Broken, "S3S219"), (failure.Kind, failure.Problem.Code));
        Assert.Empty(await world.KeysAsync());
    }

    [Fact]
    public async Task A_wrong_content_md5_is_refused_as_broken()
    {
        await using var world = await BucketWorld.StartAsync();
        var body = BucketWorld.BodyOf([1, 2, 3]) with { ContentMd5 = Convert.ToBase64String(MD5.HashData([9])) };

        var failure = await Assert.ThrowsAsync<StorageException>(() => world.Store.Objects.PutAsync("k", body, ObjectHeaders.None, default));

        Assert.Equal(FailureKind.Broken, failure.Kind);
    }

    [Fact]
    public async Task A_content_that_got_shorter_is_changed_and_nothing_is_stored()
    {
        await using var world = await BucketWorld.StartAsync();
        var content = Content.Of(500_000);
        var body = BucketWorld.BodyOf(content) with { Open = () => new MemoryStream(content, 0, 400_000) };

        var failure = await Assert.ThrowsAsync<StorageException>(() => world.Store.Objects.PutAsync("k", body, ObjectHeaders.None, default));

        Assert.Equal((FailureKind.Changed, "S3S229"), (failure.Kind, failure.Problem.Code));
        Assert.Contains("400000 of 500000", failure.Problem.Message, StringComparison.Ordinal);
        Assert.Empty(await world.KeysAsync());
    }

    [Fact]
    public async Task Progress_tells_every_byte_once()
    {
        await using var world = await BucketWorld.StartAsync();
        var sent = 0L;

        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf(Content.Of(123_456)) with { OnBytes = count => sent += count }, ObjectHeaders.None, default);

        Assert.Equal(123_456, sent);
    }

    [Fact]
    public async Task A_directory_bucket_is_sent_no_md5()
    {
        await using var world = await BucketWorld.StartAsync("zone--x-s3");

        await world.Store.Objects.PutAsync("k", BucketWorld.BodyOf([1, 2, 3]), ObjectHeaders.None, default);

        Assert.Equal([1, 2, 3], await world.ReadAsync("k"));
    }

    private static Checksum ChecksumOf(ChecksumAlgorithm algorithm, byte[] content)
    {
        using var hasher = ContentHasher.For(algorithm);
        hasher.Append(content);
        return Checksum.OfDigest(algorithm, hasher.Finish());
    }

    private sealed class CountedStream(byte[] content, Action<int> onRead) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            onRead(read);
            return read;
        }
    }

    /// <summary>What a response body is like: no length, no way back.</summary>
    private sealed class OneWayStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
    }
}
