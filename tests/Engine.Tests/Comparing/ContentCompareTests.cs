using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Engine.Tests.Road;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Comparing;

/// <summary>Comparing by content, whatever speaks of it. Times say that everything is newer, so that they cannot be what was compared.</summary>
public sealed class ContentCompareTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private const string Directory = "dir--usw2-az1--x-s3";
    private static readonly byte[] Key = Content.Of(32, seed: 7);
    private RoadWorld world = null!;

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("plain", 100)]
    [InlineData("plain", 11 * MiB)]
    [InlineData("kms", 100)]
    [InlineData("kms", 11 * MiB)]
    [InlineData("sse-c", 100)]
    [InlineData("sse-c", 11 * MiB)]
    [InlineData("directory bucket", 100)]
    [InlineData("directory bucket", 11 * MiB)]
    public async Task What_was_uploaded_is_the_same_and_another_content_of_the_same_size_is_not(string target, int size)
    {
        var folder = world.Folder(("f", Content.Of(size)), ("g", Content.Of(size)));
        await (target == "directory bucket" ? MakeDirectoryBucketAsync() : Task.CompletedTask);
        await UpAsync(folder, target);
        RoadWorld.Write(folder, "f", Content.Of(size));
        RoadWorld.Write(folder, "g", Content.Of(size, seed: 2));
        File.SetLastWriteTimeUtc(Path.Combine(folder, "f"), DateTime.UtcNow.AddHours(1));
        File.SetLastWriteTimeUtc(Path.Combine(folder, "g"), DateTime.UtcNow.AddHours(-1));
        world.Events.Clear();

        await UpAsync(folder, target);

        Assert.Equal("g", Assert.Single(world.Events.OfType<SyncEvent.Transferred>()).Key);
        Assert.Equal("f", Assert.Single(world.Events.OfType<SyncEvent.Skipped>()).Key);
    }

    [Theory]
    [InlineData(5 * MiB)]
    [InlineData(6 * MiB)]
    [InlineData(7 * MiB)]
    public async Task An_object_in_parts_of_another_tools_size_is_the_same_with_and_without_a_checksum(int part)
    {
        var content = Content.Of(20 * MiB);
        await PutPartsAsync("one", "with", content, part, withChecksum: true);
        await PutPartsAsync("one", "without", content, part, withChecksum: false);
        var folder = world.Folder(("with", content), ("without", content));

        Assert.Equal(0, (await world.SyncAsync(At(folder), S3At("one"), ByContent)).Transferred);
        Assert.Equal(0, (await world.SyncAsync(S3At("one"), At(folder), ByContent)).Transferred);
    }

    [Fact]
    public async Task An_encrypted_object_that_stores_no_checksum_is_transferred_and_not_taken_for_the_same()
    {
        await using var bare = await RoadWorld.StartLocalAsync(settings => settings with { KeepsChecksums = false });
        await bare.Client.PutObjectAsync(new() { BucketName = bare.Name("one"), Key = "f", InputStream = new MemoryStream([1]), ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS });

        var counts = await bare.SyncAsync(At(bare.Folder(("f", [1]))), S3At("one"), ByContent);

        Assert.Equal(1, counts.Transferred);
    }

    [Fact]
    public async Task Two_objects_are_compared_by_what_both_keep()
    {
        await world.PutAsync("one", "same", [1, 2]);
        await world.PutAsync("two", "same", [1, 2]);
        await world.PutAsync("one", "other", [1, 2]);
        await world.PutAsync("two", "other", [2, 1]);
        await EncryptedAsync("one", "locked", [1, 2]);
        await EncryptedAsync("two", "locked", [1, 2]);
        await EncryptedAsync("one", "opened", [1, 2]);
        await EncryptedAsync("two", "opened", [3, 4]);

        await world.SyncAsync(S3At("one"), S3At("two"), ByContent);

        Assert.Equal(["opened", "other"], world.Events.OfType<SyncEvent.Transferred>().Select(fact => fact.Key).Order());
    }

    [Fact]
    public async Task Plain_objects_cost_no_request_beyond_the_listing()
    {
        var folder = world.Folder(("f", [1]), ("g", Content.Of(11 * MiB)));
        await world.SyncAsync(At(folder), S3At("one"));
        world.Requests.Clear();

        await world.SyncAsync(At(folder), S3At("one"), ByContent);

        Assert.Equal((1, 0), (world.Requests.Count("ListObjectsV2"), world.Requests.Count("HeadObject")));
    }

    private static SyncOptions ByContent(SyncOptions options) => options with { Compare = options.Compare with { Rule = CompareRule.Content } };

    private Task UpAsync(string folder, string target) => world.SyncAsync(At(folder), target == "directory bucket" ? DirectoryBucket() : S3At("one"), options => ByContent(options) with
    {
        Protection = target == "kms" ? new() { Encryption = "aws:kms" } : new(),
        TargetS3 = target == "sse-c"
            ? options.TargetS3 with { CustomerKeyAlgorithm = "AES256", CustomerKey = Convert.ToBase64String(Key), CustomerKeyMd5 = Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(Key)) }
            : options.TargetS3,
    });

    private static Location DirectoryBucket() => S3At(Directory);

    private async Task MakeDirectoryBucketAsync()
    {
        using var client = world.NewClient(static config => config.DisableS3ExpressSessionAuth = true);
        await client.PutBucketAsync(new PutBucketRequest
        {
            BucketName = world.Name(Directory),
            PutBucketConfiguration = new()
            {
                Location = new() { Name = "usw2-az1", Type = LocationType.AvailabilityZone },
                BucketInfo = new() { DataRedundancy = DataRedundancy.SingleAvailabilityZone, Type = BucketType.Directory },
            },
        });
    }

    private Task EncryptedAsync(string bucket, string key, byte[] content) => world.Client.PutObjectAsync(new()
    {
        BucketName = world.Name(bucket),
        Key = key,
        InputStream = new MemoryStream(content),
        ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
        ChecksumAlgorithm = Amazon.S3.ChecksumAlgorithm.CRC32,
    });

    private async Task PutPartsAsync(string bucket, string key, byte[] content, int part, bool withChecksum)
    {
        var begin = new InitiateMultipartUploadRequest { BucketName = world.Name(bucket), Key = key };
        if (withChecksum)
        {
            begin.ChecksumAlgorithm = Amazon.S3.ChecksumAlgorithm.CRC32;
            begin.ChecksumType = Amazon.S3.ChecksumType.FULL_OBJECT;
        }

        var upload = await world.Client.InitiateMultipartUploadAsync(begin);
        var parts = new List<PartETag>();
        foreach (var chunk in content.Chunk(part))
        {
            var stored = await world.Client.UploadPartAsync(new()
            {
                BucketName = world.Name(bucket),
                Key = key,
                UploadId = upload.UploadId,
                PartNumber = parts.Count + 1,
                InputStream = new MemoryStream(chunk),
                PartSize = chunk.Length,
                DisableDefaultChecksumValidation = !withChecksum,
                ChecksumAlgorithm = withChecksum ? Amazon.S3.ChecksumAlgorithm.CRC32 : null,
            });
            parts.Add(new(stored));
        }

        await world.Client.CompleteMultipartUploadAsync(new() { BucketName = world.Name(bucket), Key = key, UploadId = upload.UploadId, PartETags = parts });
    }
}
