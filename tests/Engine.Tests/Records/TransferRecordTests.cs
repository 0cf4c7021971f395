using System.Security.Cryptography;
using Amazon.S3;
using S3Sync.Engine.Tests.Road;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Records;

/// <summary>What is recorded of objects that are transferred, in each direction and form.</summary>
public sealed class TransferRecordTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private RoadWorld world = null!;

    public async Task InitializeAsync()
    {
        world = await RoadWorld.StartAsync();
        world.Wants = EventDetails.Records;
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(1 * MiB)]
    [InlineData(11 * MiB)]
    [InlineData(40 * MiB)]
    public async Task An_upload_is_recorded_with_the_digest_of_the_file_and_with_what_the_store_keeps(int size)
    {
        var content = Content.Of(size);

        await world.SyncAsync(At(world.Folder(("f.html", content))), S3At("one"));

        var record = Recorded();
        var stored = await world.Client.GetObjectMetadataAsync(new() { BucketName = world.Name("one"), Key = "f.html", ChecksumMode = ChecksumMode.ENABLED });
        Assert.Equal((size, Sha256Of(content)), (record.Size, record.Sha256));
        Assert.Equal(stored.ETag.Trim('"'), record.StoredETag?.Value);
        Assert.Equal(stored.ChecksumCRC64NVME, Assert.Single(record.StoredChecksums).ToString());
        Assert.Equal("text/html", record.Headers?["content-type"]);
        Assert.Equal("etag", record.VerifiedBy);
        Assert.Empty(record.Rules);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(11 * MiB)]
    [InlineData(41 * MiB)]
    public async Task A_download_is_recorded_with_the_digest_of_what_was_written(int size)
    {
        var content = Content.Of(size);
        await world.PutAsync("one", "f", content);

        await world.SyncAsync(S3At("one"), At(world.Folder()));

        var record = Recorded();
        Assert.Equal((size, Sha256Of(content)), (record.Size, record.Sha256));
        Assert.Null(record.StoredETag);
        Assert.Null(record.Headers);
    }

    [Fact]
    public async Task An_object_of_several_parts_is_downloaded_with_the_digest_of_the_whole()
    {
        var content = Content.Of(23 * MiB);
        await world.SyncAsync(At(world.Folder(("f", content))), S3At("one"));
        world.Events.Clear();

        await world.SyncAsync(S3At("one"), At(world.Folder()));

        Assert.Equal(Sha256Of(content), Recorded().Sha256);
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1000, 8)]
    [InlineData(9 * MiB, 8)]
    [InlineData(23 * MiB, 8)]
    [InlineData(100 * MiB, 40)]
    public async Task A_relayed_copy_is_recorded_with_the_digest_of_what_passed(int size, int partMebibytes)
    {
        var content = Content.Of(size);
        await world.SyncAsync(At(world.Folder(("f", content))), S3At("one"), options => options with
        {
            Transfer = options.Transfer with { MultipartChunkSize = partMebibytes * MiB },
            Metadata = options.Metadata with { CacheControl = "no-store", UserMetadata = new Dictionary<string, string> { ["Who"] = "me" } },
        });
        world.Events.Clear();

        await world.SyncAsync(S3At("one"), S3At("two"));

        var record = Recorded();
        Assert.Equal((size, Sha256Of(content)), (record.Size, record.Sha256));
        Assert.Equal((await world.ListAsync("two")).Single().ETag.Trim('"'), record.StoredETag?.Value);
        Assert.Equal(("no-store", "me"), (record.Headers?["cache-control"], record.Headers?["x-amz-meta-who"]));
    }

    [Fact]
    public async Task A_single_object_that_is_relayed_in_a_stream_is_recorded_with_the_digest_of_what_passed()
    {
        var content = Content.Of(40 * MiB);
        await world.PutAsync("one", "f", content);

        await world.SyncAsync(S3At("one"), S3At("two"), options => options with { Compare = new() { Rule = CompareRule.ETag } });

        Assert.Equal(Sha256Of(content), Recorded().Sha256);
    }

    [Fact]
    public async Task A_server_side_copy_has_the_digest_that_its_source_stores()
    {
        await world.Client.PutObjectAsync(new() { BucketName = world.Name("one"), Key = "f", InputStream = new MemoryStream([1, 2, 3]), ChecksumAlgorithm = Amazon.S3.ChecksumAlgorithm.SHA256 });

        await world.SyncAsync(S3At("one"), S3At("two"), ServerSide);

        Assert.Equal(Sha256Of([1, 2, 3]), Recorded().Sha256);
        Assert.Equal(0, world.Requests.Count("GetObject"));
    }

    [Fact]
    public async Task A_server_side_copy_whose_source_stores_no_digest_of_the_whole_has_none()
    {
        await world.PutAsync("one", "f", [1, 2, 3]);
        await world.SyncAsync(At(world.Folder(("parts", Content.Of(11 * MiB)))), S3At("one"), options => options with
        {
            Integrity = options.Integrity with { AdditionalChecksumAlgorithm = S3Sync.Integrity.ChecksumAlgorithm.Sha256 },
        });
        world.Events.Clear();

        await world.SyncAsync(S3At("one"), S3At("two"), ServerSide);

        var records = world.Events.OfType<SyncEvent.Transferred>().Select(fact => fact.Record!).ToList();
        Assert.Equal(2, records.Count);
        Assert.All(records, record => Assert.Null(record.Sha256));
        Assert.All(records, record => Assert.NotEmpty(record.StoredChecksums));
        Assert.All(records, record => Assert.NotNull(record.StoredETag));
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_its_parts_are_sent_is_recorded_as_what_was_sent_in_the_end()
    {
        var (before, after) = (Content.Of(23 * MiB), Content.Of(23 * MiB, seed: 2));
        var folder = world.Folder(("f", before));
        var rule = world.Faults.When(request => request.Operation == "UploadPart" && request.Target.Contains("partNumber=2", StringComparison.Ordinal)).First(1).Stall();
        var run = world.SyncAsync(At(folder), S3At("one"));
        await rule.ReachedAsync();
        File.Move(Path.Combine(world.Folder(("other", after)), "other"), Path.Combine(folder, "f"), overwrite: true);
        rule.Release();
        await run;

        Assert.NotEmpty(world.Events.OfType<SyncEvent.Retried>());
        Assert.Equal(Sha256Of(after), Recorded().Sha256);
        Assert.Equal(Sha256Of(after), Sha256Of(await world.ContentAsync("one", "f")));
    }

    [Fact]
    public async Task A_version_that_was_written_is_recorded()
    {
        await world.Client.PutBucketVersioningAsync(new() { BucketName = world.Name("one"), VersioningConfig = new() { Status = VersionStatus.Enabled } });

        await world.SyncAsync(At(world.Folder(("f", [1]))), S3At("one"));

        Assert.Equal((await world.Client.GetObjectMetadataAsync(world.Name("one"), "f")).VersionId, Recorded().StoredVersionId);
    }

    [Fact]
    public async Task What_the_ETag_does_not_speak_of_is_recorded_as_verified_by_its_checksum()
    {
        await world.SyncAsync(At(world.Folder(("f", [1]))), S3At("one"), options => options with { Protection = new() { Encryption = "aws:kms" } });

        Assert.Equal("CRC64NVME", Recorded().VerifiedBy);
    }

    [Fact]
    public async Task What_an_unsigned_upload_sends_stays_unsigned_and_is_recorded_all_the_same()
    {
        await world.SyncAsync(At(world.Folder(("f", [1]))), S3At("one"), options => options with { Integrity = options.Integrity with { DisablePayloadSigning = true } });

        Assert.Equal(Sha256Of([1]), Recorded().Sha256);
        Assert.Equal("UNSIGNED-PAYLOAD", Assert.Single(world.Requests.Of("PutObject")).Headers["x-amz-content-sha256"]);
    }

    [Fact]
    public async Task Without_anybody_who_keeps_them_there_are_no_records()
    {
        world.Wants = EventDetails.None;

        await world.SyncAsync(At(world.Folder(("f", [1]))), S3At("one"));

        Assert.Null(Assert.Single(world.Events.OfType<SyncEvent.Transferred>()).Record);
    }

    [Fact]
    public async Task A_dry_run_has_done_nothing_that_could_be_recorded()
    {
        await world.SyncAsync(At(world.Folder(("f", [1]))), S3At("one"), options => options with { DryRun = true });

        Assert.Null(Assert.Single(world.Events.OfType<SyncEvent.Transferred>()).Record);
    }

    private static SyncOptions ServerSide(SyncOptions options) => options with { Transfer = options.Transfer with { ServerSideCopy = true } };

    private static string Sha256Of(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private ObjectRecord Recorded() => Assert.IsType<ObjectRecord>(Assert.Single(world.Events.OfType<SyncEvent.Transferred>()).Record);
}
