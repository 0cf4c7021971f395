using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Operations;

/// <summary>The multipart family.</summary>
public sealed class MultipartTests : IAsyncLifetime
{
    private const int Smallest = 5 << 20;
    private S3World world = null!;

    public async Task InitializeAsync()
    {
        world = await S3World.InMemoryAsync();
        await world.BucketAsync();
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Without_an_algorithm_the_whole_object_has_crc64nvme()
    {
        using var client = world.NewClient(config => config.RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED);
        var content = Bytes(Smallest + 9);
        var upload = (await client.InitiateMultipartUploadAsync("bucket", "k")).UploadId;
        var parts = new List<PartETag>
        {
            new(1, (await client.UploadPartAsync(Part(upload, 1, content[..Smallest]))).ETag),
            new(2, (await client.UploadPartAsync(Part(upload, 2, content[Smallest..]))).ETag),
        };
        var done = await client.CompleteMultipartUploadAsync(new() { BucketName = "bucket", Key = "k", UploadId = upload, PartETags = parts });
        await client.PutObjectAsync(new() { BucketName = "bucket", Key = "whole", InputStream = new MemoryStream(content) });
        var whole = await world.SendAsync(HttpMethod.Head, "/bucket/whole", null, ("x-amz-checksum-mode", "ENABLED"));

        Assert.Equal(whole.Header("x-amz-checksum-crc64nvme"), done.ChecksumCRC64NVME);
        Assert.Equal(ChecksumType.FULL_OBJECT, done.ChecksumType);
        Assert.Equal(EtagOf(content[..Smallest], content[Smallest..]), done.ETag);
    }

    [Fact]
    public async Task A_part_is_read_by_its_number()
    {
        var content = Bytes(Smallest + 9);
        await UploadAsync("k", ChecksumAlgorithm.SHA256, content[..Smallest], content[Smallest..]);
        var part = await world.Client.GetObjectMetadataAsync(new() { BucketName = "bucket", Key = "k", PartNumber = 2, ChecksumMode = ChecksumMode.ENABLED });

        Assert.Equal((9, 2), (part.ContentLength, part.PartsCount));
        Assert.Equal(Convert.ToBase64String(SHA256.HashData(content[Smallest..])), part.ChecksumSHA256);
        var ranged = await world.SendAsync(HttpMethod.Head, "/bucket/k", null, ("x-amz-checksum-mode", "ENABLED"), ("Range", "bytes=5242880-"));
        Assert.Equal(part.ChecksumSHA256, ranged.Header("x-amz-checksum-sha256"));
    }

    [Fact]
    public async Task A_wrong_checksum_of_the_whole_is_refused_and_the_upload_stays()
    {
        var upload = (await world.Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = "bucket", Key = "k", ChecksumAlgorithm = ChecksumAlgorithm.CRC32, ChecksumType = ChecksumType.FULL_OBJECT })).UploadId;
        var sent = await world.Client.UploadPartAsync(Part(upload, 1, Bytes(9)));
        var refused = await Assert.ThrowsAsync<AmazonS3Exception>(() => world.Client.CompleteMultipartUploadAsync(new()
        {
            BucketName = "bucket",
            Key = "k",
            UploadId = upload,
            PartETags = [new(1, sent.ETag)],
            ChecksumCRC32 = "AAAAAA==",
            ChecksumType = ChecksumType.FULL_OBJECT,
        }));

        Assert.Equal("BadDigest", refused.ErrorCode);
        Assert.Single((await world.Client.ListPartsAsync("bucket", "k", upload)).Parts);
    }

    [Fact]
    public async Task A_part_can_be_a_range_of_another_object()
    {
        var content = Bytes(Smallest * 2);
        await world.Client.PutObjectAsync(new() { BucketName = "bucket", Key = "source", InputStream = new MemoryStream(content) });
        var upload = (await world.Client.InitiateMultipartUploadAsync("bucket", "k")).UploadId;
        var copied = await world.Client.CopyPartAsync(new() { SourceBucket = "bucket", SourceKey = "source", DestinationBucket = "bucket", DestinationKey = "k", UploadId = upload, PartNumber = 1, FirstByte = 3, LastByte = Smallest + 2 });
        await world.Client.CompleteMultipartUploadAsync(new() { BucketName = "bucket", Key = "k", UploadId = upload, PartETags = [new(1, copied.ETag)] });

        using var answer = await world.Client.GetObjectAsync("bucket", "k");
        using var got = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(got);
        Assert.Equal(content[3..(Smallest + 3)], got.ToArray());
        Assert.Equal("InvalidArgument", (await world.SendAsync(HttpMethod.Put, $"/bucket/k?uploadId={await BeginAsync()}&partNumber=1", null,
            ("x-amz-copy-source", "/bucket/source"), ("x-amz-copy-source-range", $"bytes=0-{content.Length}"))).Code);
    }

    [Fact]
    public async Task Parts_and_uploads_outlive_a_restart()
    {
        using var folder = new TempFolder();
        string upload, etag;
        await using (var first = await S3World.OverAsync(folder.Path))
        {
            await first.BucketAsync();
            upload = (await first.Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = "bucket", Key = "k", ChecksumAlgorithm = ChecksumAlgorithm.CRC32, ChecksumType = ChecksumType.FULL_OBJECT })).UploadId;
            etag = (await first.Client.UploadPartAsync(Part(upload, 1, Bytes(9)))).ETag;
        }

        await using var second = await S3World.OverAsync(folder.Path);
        await second.Client.CompleteMultipartUploadAsync(new() { BucketName = "bucket", Key = "k", UploadId = upload, PartETags = [new(1, etag)] });

        Assert.Equal(9, (await second.Client.GetObjectMetadataAsync("bucket", "k")).ContentLength);
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static string EtagOf(params byte[][] parts) =>
        $"\"{Convert.ToHexStringLower(MD5.HashData([.. parts.SelectMany(MD5.HashData)]))}-{parts.Length}\"";

    private static UploadPartRequest Part(string upload, int number, byte[] content, ChecksumAlgorithm? algorithm = null) => new()
    {
        BucketName = "bucket",
        Key = "k",
        UploadId = upload,
        PartNumber = number,
        InputStream = new MemoryStream(content),
        PartSize = content.Length,
        ChecksumAlgorithm = algorithm,
    };

    private async Task<string> BeginAsync() => (await world.Client.InitiateMultipartUploadAsync("bucket", "k")).UploadId;

    [Fact]
    public async Task A_part_with_a_checksum_that_was_not_announced_is_refused()
    {
        var upload = await BeginAsync();
        var refused = await world.SendAsync(HttpMethod.Put, $"/bucket/k?partNumber=1&uploadId={upload}", "123456789", ("x-amz-checksum-crc32", "y/Q5Jg=="));

        Assert.Equal("InvalidRequest", refused.Code);
    }

    private async Task UploadAsync(string key, ChecksumAlgorithm algorithm, params byte[][] contents)
    {
        var upload = (await world.Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = "bucket", Key = key, ChecksumAlgorithm = algorithm })).UploadId;
        var parts = new List<PartETag>();
        foreach (var (content, index) in contents.Select((content, index) => (content, index)))
        {
            var sent = await world.Client.UploadPartAsync(Part(upload, index + 1, content, algorithm));
            parts.Add(new(index + 1, sent.ETag) { ChecksumSHA256 = sent.ChecksumSHA256 });
        }

        await world.Client.CompleteMultipartUploadAsync(new() { BucketName = "bucket", Key = key, UploadId = upload, PartETags = parts });
    }
}
