using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Engine.Tests.Road;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Matrix;

/// <summary>How an object in parts that has nothing but its ETag is cut is found with as few requests as its size and number of parts allow.</summary>
public sealed class PartSizeTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public async Task Many_parts_of_a_size_in_use_are_told_by_arithmetic()
    {
        var asked = await DownloadAsync(keepsChecksums: false, [5, 5, 5, 5, 5, 5, 5, 5]);

        Assert.Empty(asked);
    }

    [Fact]
    public async Task Few_parts_take_one_request_for_the_first()
    {
        var asked = await DownloadAsync(keepsChecksums: false, [6, 6, 6]);

        Assert.Equal(["HeadObject partNumber=1"], asked);
    }

    [Fact]
    public async Task Uneven_parts_are_asked_for_one_by_one_when_nothing_else_tells_them()
    {
        var asked = await DownloadAsync(keepsChecksums: false, [6, 7, 5]);

        Assert.Equal(
            ["GetObjectAttributes", "HeadObject partNumber=1", "HeadObject partNumber=2", "HeadObject partNumber=3"],
            asked.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Uneven_parts_with_checksums_take_one_request_for_all()
    {
        var asked = await DownloadAsync(keepsChecksums: true, [6, 7, 5]);

        Assert.Contains("GetObjectAttributes", asked);
        Assert.DoesNotContain("HeadObject partNumber=2", asked);
    }

    [Fact]
    public async Task A_wrong_guess_costs_no_try()
    {
        await using var world = await RoadWorld.StartLocalAsync(static settings => settings with { KeepsChecksums = false });
        var content = await StoreAsync(world, [6, 7, 5], asksForChecksums: false);

        var counts = await world.SyncAsync(S3At("one"), S3At("two"), static options => options with { Retry = options.Retry with { ObjectRetryCount = 0 } });

        Assert.Equal((1, 1), (counts.Transferred, counts.ETagVerified));
        Assert.Equal(content, await world.ContentAsync("two", "f"));
        Assert.Equal((await world.ListAsync("one"))[0].ETag, (await world.ListAsync("two"))[0].ETag);
    }

    [Fact]
    public async Task A_cut_that_is_mirrored_is_proven_also_where_a_full_object_checksum_agrees_with_any()
    {
        await using var world = await RoadWorld.StartLocalAsync(static settings => settings);
        await StoreAsync(world, [6, 7, 5, 6], asksForChecksums: false);

        await world.SyncAsync(S3At("one"), S3At("two"));

        Assert.Equal((await world.ListAsync("one"))[0].ETag, (await world.ListAsync("two"))[0].ETag);
    }

    // What the download asks for beside the object itself.
    private static async Task<IReadOnlyList<string>> DownloadAsync(bool keepsChecksums, int[] mebibytes)
    {
        await using var world = await RoadWorld.StartLocalAsync(settings => settings with { KeepsChecksums = keepsChecksums });
        var content = await StoreAsync(world, mebibytes, asksForChecksums: keepsChecksums);
        var folder = world.Folder();
        var before = world.Requests.Snapshot().Count;

        var counts = await world.SyncAsync(S3At("one"), At(folder), options => options with { Integrity = new() { DisableAdditionalChecksumVerify = keepsChecksums } });

        Assert.Equal((1, 1), (counts.Transferred, counts.ETagVerified));
        Assert.Equal(content, File.ReadAllBytes(Path.Combine(folder, "f")));
        return [.. world.Requests.Snapshot().Skip(before)
            .Where(static request => request.Operation == "GetObjectAttributes" || (request.Operation == "HeadObject" && request.Target.Contains("partNumber", StringComparison.Ordinal)))
            .Select(static request => request.Operation == "HeadObject" ? "HeadObject " + request.Target[(request.Target.IndexOf('?', StringComparison.Ordinal) + 1)..] : request.Operation)];
    }

    private static async Task<byte[]> StoreAsync(RoadWorld world, int[] mebibytes, bool asksForChecksums)
    {
        var content = Content.Of(mebibytes.Sum() * MiB);
        var begin = new InitiateMultipartUploadRequest { BucketName = world.Name("one"), Key = "f", ChecksumAlgorithm = asksForChecksums ? ChecksumAlgorithm.CRC32 : null };
        var upload = await world.Client.InitiateMultipartUploadAsync(begin);
        var parts = new List<PartETag>();
        var offset = 0;
        foreach (var size in mebibytes.Select(static count => count * MiB))
        {
            var part = new UploadPartRequest
            {
                BucketName = world.Name("one"),
                Key = "f",
                UploadId = upload.UploadId,
                PartNumber = parts.Count + 1,
                PartSize = size,
                InputStream = new MemoryStream(content, offset, size),
                DisableDefaultChecksumValidation = !asksForChecksums,
                ChecksumAlgorithm = asksForChecksums ? ChecksumAlgorithm.CRC32 : null,
            };
            var answer = await world.Client.UploadPartAsync(part);
            parts.Add(new(parts.Count + 1, answer.ETag) { ChecksumCRC32 = answer.ChecksumCRC32 });
            offset += size;
        }

        await world.Client.CompleteMultipartUploadAsync(new() { BucketName = world.Name("one"), Key = "f", UploadId = upload.UploadId, PartETags = parts });
        return content;
    }
}
