using Amazon.S3.Model;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.TestKit;
using S3Sync.Transfers;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;
using Checksum = S3Sync.Integrity.Checksum;
using ChecksumAlgorithm = S3Sync.Integrity.ChecksumAlgorithm;
using ETag = S3Sync.Integrity.ETag;

namespace S3Sync.Engine.Tests.Road;

/// <summary>Objects that other tools stored: uneven parts, parts larger than a buffer, nothing in parts.</summary>
public sealed class ForeignLayoutTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private const string DirectoryBucket = "dir--usw2-az1--x-s3";
    private RoadWorld world = null!;

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(new[] { 6, 7, 5 }, "down")]
    [InlineData(new[] { 6, 7, 5 }, "relay")]
    [InlineData(new[] { 6, 7, 5 }, "copy")]
    [InlineData(new[] { 6, 7, 5, 6 }, "down")]
    [InlineData(new[] { 6, 7, 5, 6 }, "relay")]
    [InlineData(new[] { 6, 7, 5, 6 }, "copy")]
    public async Task Uneven_parts_are_verified_and_mirrored_though_the_first_explains_their_number(int[] mebibytes, string way)
    {
        var content = Content.Of(mebibytes.Sum() * MiB);
        await StoreAsync("f", content, [.. mebibytes.Select(size => size * MiB)]);
        var folder = world.Folder();

        // A store without its own full-object checksum leaves only what speaks of the parts.
        var counts = await world.SyncAsync(S3At("one"), way == "down" ? At(folder) : S3At("two"), options => options with
        {
            Transfer = options.Transfer with { ServerSideCopy = way == "copy" },
            Integrity = new() { EnableAdditionalChecksum = true },
        });

        Assert.Equal((1L, 1L, 0L), (counts.Transferred, counts.ETagVerified, counts.Unverified));
        Assert.Equal(content, way == "down" ? File.ReadAllBytes(Path.Combine(folder, "f")) : await world.ContentAsync("two", "f"));
        if (way != "down")
        {
            Assert.Equal((await world.ListAsync("one"))[0].ETag, (await world.ListAsync("two"))[0].ETag);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ChecksumAlgorithm.Crc32)]
    [InlineData(ChecksumAlgorithm.Crc32C)]
    [InlineData(ChecksumAlgorithm.Crc64Nvme)]
    [InlineData(ChecksumAlgorithm.Sha1)]
    [InlineData(ChecksumAlgorithm.Sha256)]
    public async Task Parts_larger_than_a_buffer_stream_with_the_asked_checksum(ChecksumAlgorithm? algorithm)
    {
        var content = Content.Of(80 * MiB);
        await StoreAsync("f", content, [40 * MiB, 40 * MiB]);

        var counts = await world.SyncAsync(S3At("one"), S3At("two"), options => options with { Integrity = new() { AdditionalChecksumAlgorithm = algorithm } });

        Assert.Equal(0, counts.Unverified);
        Assert.Equal(content, await world.ContentAsync("two", "f"));
        Assert.Equal((await world.ListAsync("one"))[0].ETag, (await world.ListAsync("two"))[0].ETag);
    }

    [Fact]
    public async Task Parts_larger_than_a_buffer_stream_to_a_directory_bucket()
    {
        await MakeDirectoryBucketAsync();
        await StoreAsync("f", Content.Of(80 * MiB), [40 * MiB, 40 * MiB]);

        var counts = await world.SyncAsync(S3At("one"), S3At(DirectoryBucket));

        Assert.Equal((1L, 0L), (counts.Transferred, counts.Unverified));
    }

    [Fact]
    public async Task A_whole_object_larger_than_a_buffer_streams_with_the_asked_checksum()
    {
        await world.PutAsync("one", "f", Content.Of(40 * MiB));

        await world.SyncAsync(S3At("one"), S3At("two"), options => options with
        {
            Compare = new() { Rule = CompareRule.ETag },
            Integrity = new() { AdditionalChecksumAlgorithm = ChecksumAlgorithm.Sha256 },
        });

        var head = await world.Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = world.Name("two"), Key = "f", ChecksumMode = Amazon.S3.ChecksumMode.ENABLED });
        Assert.NotNull(head.ChecksumSHA256);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_empty_multipart_object_is_copied(bool serverSide)
    {
        await StoreAsync("f", [], [0]);

        var counts = await world.SyncAsync(S3At("one"), S3At("two"), options => options with { Transfer = options.Transfer with { ServerSideCopy = serverSide } });

        Assert.Equal(1, counts.Transferred);
    }

    [Fact]
    public async Task A_server_side_copy_counts_no_checksum_that_the_source_does_not_keep()
    {
        await StoreAsync("f", Content.Of(11 * MiB), [6 * MiB, 5 * MiB]);

        var counts = await world.SyncAsync(S3At("one"), S3At("two"), options => options with
        {
            Transfer = options.Transfer with { ServerSideCopy = true },
            Integrity = new() { AdditionalChecksumAlgorithm = ChecksumAlgorithm.Sha1 },
        });

        Assert.Equal((1L, 0L, 0L), (counts.ETagVerified, counts.ChecksumVerified, counts.Unverified));
    }

    [Fact]
    public void An_ETag_in_capitals_is_the_same_digest()
    {
        Assert.Equal(ETag.Parse("\"900150983cd24fb0d6963f7d28e17f72\""), ETag.Parse("\"900150983CD24FB0D6963F7D28E17F72\""));
        Assert.NotEqual(ETag.Parse("opaque"), ETag.Parse("OPAQUE"));
    }

    [Fact]
    public async Task An_opaque_ETag_leaves_the_parts_unknown_unless_a_checksum_tells_them()
    {
        using var store = S3Store.Open(new(world.Name("one"), ""), world.Side, new(), new(), TimeProvider.System, () => 0);
        var opaque = new ObjectFacts(11 * MiB, ETag.Parse("opaque"), default, [], null, null, null, null, ObjectHeaders.None, 0);

        Assert.Null(await new SourceReading(store, 8 * MiB).FindLayoutAsync("f", opaque, CancellationToken.None));
        Assert.Equal(2, SourceReading.PartCountOf(opaque with { Checksums = [Checksum.Parse(ChecksumAlgorithm.Sha256, "AAAA-2")] }));
    }

    [Fact]
    public async Task A_target_that_vanished_before_it_was_compared_is_written_again()
    {
        await StoreAsync("f", Content.Of(11 * MiB), [6 * MiB, 5 * MiB]);
        await world.PutAsync("two", "f", Content.Of(11 * MiB, 7));
        world.Faults.When(request => request.Operation == "HeadObject" && request.Bucket == world.Name("two")).First(1).Answer(404, "NoSuchKey");

        var counts = await world.SyncAsync(S3At("one"), S3At("two"), options => options with { Compare = new() { Rule = CompareRule.ETag } });

        Assert.Equal((1L, 0L), (counts.Transferred, counts.Warnings));
    }

    [Fact]
    public async Task A_source_that_is_one_object_is_named_and_not_taken_for_an_empty_one()
    {
        await world.PutAsync("one", "dir/file.txt", [1, 2, 3]);
        await world.PutAsync("one", "dir/file.txt.bak", [1]);
        var folder = world.Folder();

        var report = await world.RunAsync(S3At("one", "dir/file.txt"), At(folder));

        Assert.Equal((RunOutcome.Failed, "S3S227", 1L), (report.Outcome, report.Failures.Single().Problem.Code, report.Counts.Transferred));
        Assert.Equal(RunOutcome.Completed, (await world.RunAsync(At(folder), S3At("one", "dir/file.txt"))).Outcome);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(100)]
    public async Task A_source_that_is_one_object_deletes_nothing(int? maxDelete)
    {
        await world.PutAsync("one", "dir/file.txt", [1, 2, 3]);
        var folder = world.Folder(("kept", [1]), ("below/kept", [2]));

        var report = await world.RunAsync(S3At("one", "dir/file.txt"), At(folder), options => options with { Delete = new() { Enabled = true, MaxDelete = maxDelete } });

        Assert.Equal((RunOutcome.Failed, 0L), (report.Outcome, report.Counts.Deleted));
        Assert.True(File.Exists(Path.Combine(folder, "kept")) && File.Exists(Path.Combine(folder, "below", "kept")));
    }

    [Fact]
    public async Task A_source_that_holds_only_what_cannot_be_taken_from_it_deletes_nothing()
    {
        var source = world.Folder();
        File.CreateSymbolicLink(Path.Combine(source, "gone"), Path.Combine(source, "nowhere"));
        await world.PutAsync("one", "kept", [1]);

        var report = await world.RunAsync(At(source), S3At("one"), options => options with { Delete = new() { Enabled = true } });

        Assert.Equal(0L, report.Counts.Deleted);
        Assert.Equal([1], await world.ContentAsync("one", "kept"));
    }

    [Fact]
    public async Task No_delete_runs_after_a_wrong_write_even_when_its_source_went_away()
    {
        await world.PutAsync("one", "f", Content.Of(1000));
        await world.PutAsync("two", "old", [1]);
        await using var proxy = TamperingProxy.Start(world.Port, request: "PUT ", header: "ETag: \"");
        world.Faults.When(request => request.Operation == "GetObject" && request.Bucket == world.Name("one")).Nth(2).Answer(404, "NoSuchKey");

        var report = await world.RunAsync(S3At("one"), S3At("two"), options => options with
        {
            Delete = new() { Enabled = true },
            TargetS3 = world.Side with { EndpointUrl = proxy.Endpoint },
        });

        Assert.Equal(RunOutcome.Failed, report.Outcome);
        Assert.Contains("old", await world.KeysAsync("two"));
    }

    private async Task StoreAsync(string key, byte[] content, int[] sizes)
    {
        var upload = await world.Client.InitiateMultipartUploadAsync(world.Name("one"), key);
        var parts = new List<PartETag>();
        var offset = 0;
        foreach (var size in sizes)
        {
            var part = new MemoryStream(content, offset, size);
            var answer = await world.Client.UploadPartAsync(new()
            {
                BucketName = world.Name("one"),
                Key = key,
                UploadId = upload.UploadId,
                PartNumber = parts.Count + 1,
                InputStream = part,
                PartSize = size,
                DisableDefaultChecksumValidation = true,
            });
            parts.Add(new(parts.Count + 1, answer.ETag));
            offset += size;
        }

        await world.Client.CompleteMultipartUploadAsync(new() { BucketName = world.Name("one"), Key = key, UploadId = upload.UploadId, PartETags = parts });
    }

    private async Task MakeDirectoryBucketAsync()
    {
        using var client = world.NewClient(config => config.DisableS3ExpressSessionAuth = true);
        await client.PutBucketAsync(new PutBucketRequest
        {
            BucketName = world.Name(DirectoryBucket),
            PutBucketConfiguration = new()
            {
                Location = new() { Name = "usw2-az1", Type = Amazon.S3.LocationType.AvailabilityZone },
                BucketInfo = new() { Type = Amazon.S3.BucketType.Directory, DataRedundancy = Amazon.S3.DataRedundancy.SingleAvailabilityZone },
            },
        });
    }
}
