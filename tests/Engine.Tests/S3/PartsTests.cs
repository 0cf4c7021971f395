using S3Sync.Integrity;
using S3Sync.LocalS3.Faults;
using S3Sync.Storage;
using S3Sync.Storage.S3.Values;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.S3;

public class PartsTests
{
    private static readonly byte[] First = Content.Of(5 << 20);
    private static readonly byte[] Second = Content.Of(1000, seed: 2);

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32)]
    [InlineData(ChecksumAlgorithm.Crc32C)]
    [InlineData(ChecksumAlgorithm.Crc64Nvme)]
    [InlineData(ChecksumAlgorithm.Sha1)]
    [InlineData(ChecksumAlgorithm.Sha256)]
    public async Task An_upload_with_checksums_is_completed_and_keeps_them(ChecksumAlgorithm algorithm)
    {
        await using var world = await BucketWorld.StartAsync();
        var (first, second) = (Digest(algorithm, First), Digest(algorithm, Second));
        var whole = algorithm == ChecksumAlgorithm.Crc64Nvme
            ? MultipartChecksum.FullObject(algorithm, [(first, First.Length), (second, Second.Length)])
            : MultipartChecksum.Composite(algorithm, [first, second]);
        var upload = await world.Store.Parts.CreateAsync("k", ObjectHeaders.None, AskedChecksum.Of(algorithm), new(), default);

        FinishedPart[] parts =
        [
            await UploadAsync(world, upload, 1, First, Checksum.OfDigest(algorithm, first)),
            await UploadAsync(world, upload, 2, Second, Checksum.OfDigest(algorithm, second)),
        ];
        var stored = await world.Store.Parts.CompleteAsync("k", upload, parts, whole, null, default);

        Assert.Equal(ETag.OfParts([.. parts.Select(static part => Convert.FromHexString(part.ETag.Value))]), stored.ETag);
        Assert.Contains(whole, stored.Checksums);
        Assert.Equal([whole], (await world.Store.Objects.HeadAsync("k", null, default)).Checksums);
        var content = await world.ReadAsync("k");
        Assert.Equal(First.Concat(Second), content);
    }

    [Fact]
    public async Task A_wrong_checksum_of_the_whole_is_refused()
    {
        await using var world = await BucketWorld.StartAsync();
        var upload = await world.Store.Parts.CreateAsync("k", ObjectHeaders.None, AskedChecksum.Of(ChecksumAlgorithm.Crc32), new(), default);
        var part = await UploadAsync(world, upload, 1, Second, Checksum.OfDigest(ChecksumAlgorithm.Crc32, Digest(ChecksumAlgorithm.Crc32, Second)));

        var failure = await Assert.ThrowsAsync<StorageException>(() =>
            world.Store.Parts.CompleteAsync("k", upload, [part], Checksum.OfDigest(ChecksumAlgorithm.Crc32, [1, 2, 3, 4]), null, default));

        Assert.Equal(FailureKind.Broken, failure.Kind);
        Assert.Empty(await world.KeysAsync());
    }

    [Fact]
    public async Task A_completion_whose_answer_was_lost_is_a_completion()
    {
        await using var world = await BucketWorld.StartAsync();
        var upload = await world.Store.Parts.CreateAsync("k", ObjectHeaders.None, null, new(), default);
        var part = await UploadAsync(world, upload, 1, Second, null);
        world.S3.Server.Faults.On("CompleteMultipartUpload").First(1).Do(Fault.LoseAnswer());

        var stored = await world.Store.Parts.CompleteAsync("k", upload, [part], null, null, default);

        Assert.Equal(ETag.OfParts([Convert.FromHexString(part.ETag.Value)]), stored.ETag);
    }

    [Fact]
    public async Task An_upload_that_somebody_aborted_is_broken()
    {
        await using var world = await BucketWorld.StartAsync();
        var upload = await world.Store.Parts.CreateAsync("k", ObjectHeaders.None, null, new(), default);
        var part = await UploadAsync(world, upload, 1, Second, null);
        await world.S3.Client.AbortMultipartUploadAsync(world.Bucket, "k", upload);

        var failure = await Assert.ThrowsAsync<StorageException>(() => world.Store.Parts.CompleteAsync("k", upload, [part], null, null, default));

        Assert.Equal((FailureKind.Broken, "S3S220"), (failure.Kind, failure.Problem.Code));
    }

    [Fact]
    public async Task An_abort_leaves_nothing()
    {
        await using var world = await BucketWorld.StartAsync();
        var upload = await world.Store.Parts.CreateAsync("k", ObjectHeaders.None, null, new(), default);
        await UploadAsync(world, upload, 1, Second, null);

        Assert.Null(await world.Store.Parts.AbortUntilGoneAsync("k", upload, default));

        Assert.Empty((await world.S3.Client.ListMultipartUploadsAsync(world.Bucket)).MultipartUploads ?? []);
    }

    [Fact]
    public async Task Aborting_what_is_gone_is_no_problem()
    {
        await using var world = await BucketWorld.StartAsync();
        var upload = await world.Store.Parts.CreateAsync("k", ObjectHeaders.None, null, new(), default);
        await world.Store.Parts.AbortUntilGoneAsync("k", upload, default);

        Assert.Null(await world.Store.Parts.AbortUntilGoneAsync("k", upload, default));
    }

    [Fact]
    public async Task An_abort_that_is_denied_names_the_upload()
    {
        await using var world = await BucketWorld.StartAsync();
        var upload = await world.Store.Parts.CreateAsync("k", ObjectHeaders.None, null, new(), default);
        world.S3.Server.Faults.On("AbortMultipartUpload").Answer(403, "AccessDenied");

        var problem = await world.Store.Parts.AbortUntilGoneAsync("k", upload, default);

        Assert.Equal("S3S226", problem!.Code);
        Assert.Contains(upload, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_is_copied_from_a_range()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.Store.Objects.PutAsync("source", BucketWorld.BodyOf(First), ObjectHeaders.None, default);
        var upload = await world.Store.Parts.CreateAsync("k", ObjectHeaders.None, null, new(), default);

        var part = await world.Store.Copies.CopyPartAsync(new(world.Bucket, "source", BucketWorld.Md5Of(First)), new(10, 1000), "k", upload, 1, default);
        await world.Store.Parts.CompleteAsync("k", upload, [new(1, part.ETag!.Value, null)], null, null, default);

        Assert.Equal(First[10..1010], await world.ReadAsync("k"));
    }

    [Fact]
    public async Task A_copy_of_another_version_is_changed()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("source");
        var wrong = new CopySource(world.Bucket, "source", new("00000000000000000000000000000000"));
        var upload = await world.Store.Parts.CreateAsync("k", ObjectHeaders.None, null, new(), default);

        Assert.Equal(FailureKind.Changed, (await Assert.ThrowsAsync<StorageException>(() => world.Store.Copies.CopyAsync(wrong, "k", ObjectHeaders.None, null, default))).Kind);
        Assert.Equal(FailureKind.Changed, (await Assert.ThrowsAsync<StorageException>(() => world.Store.Copies.CopyPartAsync(wrong, new(0, 1), "k", upload, 1, default))).Kind);
    }

    [Fact]
    public async Task A_copy_whose_answer_breaks_off_is_made_again()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("source");
        var rule = world.S3.Server.Faults.On("CopyObject").First(1).Cut(0.5);

        var stored = await world.Store.Copies.CopyAsync(new(world.Bucket, "source", BucketWorld.Md5Of("source"u8.ToArray())), "k", ObjectHeaders.None, null, default);

        Assert.Equal((1, BucketWorld.Md5Of("source"u8.ToArray())), (rule.Hits, stored.ETag!.Value));
    }

    private static async Task<FinishedPart> UploadAsync(BucketWorld world, string upload, int number, byte[] content, Checksum? checksum)
    {
        var answer = await world.Store.Parts.UploadAsync("k", upload, number, BucketWorld.BodyOf(content) with { Checksum = checksum }, default);
        Assert.Equal(BucketWorld.Md5Of(content), answer.ETag);
        return new(number, answer.ETag!.Value, checksum);
    }

    private static byte[] Digest(ChecksumAlgorithm algorithm, byte[] content)
    {
        using var hasher = ContentHasher.For(algorithm);
        hasher.Append(content);
        return hasher.Finish();
    }
}
