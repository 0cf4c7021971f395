using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Engine.Tests.Road;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;
using ChecksumAlgorithm = S3Sync.Integrity.ChecksumAlgorithm;

namespace S3Sync.Engine.Tests.Matrix;

/// <summary>What the options about verification change.</summary>
public sealed class VerificationOptionTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private const string DirectoryBucket = "dir--usw2-az1--x-s3";
    private RoadWorld world = null!;

    public async Task InitializeAsync() => world = await RoadWorld.StartLocalAsync(static settings => settings);

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32, false, "COMPOSITE")]
    [InlineData(ChecksumAlgorithm.Crc32, true, "FULL_OBJECT")]
    [InlineData(ChecksumAlgorithm.Crc32C, false, "COMPOSITE")]
    [InlineData(ChecksumAlgorithm.Crc32C, true, "FULL_OBJECT")]
    public async Task A_checksum_of_parts_is_over_the_full_object_when_asked_for(ChecksumAlgorithm algorithm, bool fullObject, string type)
    {
        var source = world.Folder(("f", Content.Of(11 * MiB)));
        SyncOptions Asked(SyncOptions options) => SmallParts(options) with { Integrity = new() { AdditionalChecksumAlgorithm = algorithm, FullObjectChecksum = fullObject, EnableAdditionalChecksum = true } };

        var up = await world.SyncAsync(At(source), S3At("one"), Asked);
        var across = await world.SyncAsync(S3At("one"), S3At("two"), Asked);
        var down = await world.SyncAsync(S3At("two"), At(world.Folder()), Asked);

        Assert.Equal((1, 1, 1), (up.ChecksumVerified, across.ChecksumVerified, down.ChecksumVerified));
        Assert.Equal(type, (await HeadAsync("two", "f")).ChecksumType.Value);
    }

    [Fact]
    public async Task Without_multipart_verification_what_depends_on_parts_is_not_compared()
    {
        var source = world.Folder(("f", Content.Of(11 * MiB)), ("small", [1]));
        SyncOptions Off(SyncOptions options) => SmallParts(options) with { Integrity = new() { DisableMultipartVerify = true } };

        var up = await world.SyncAsync(At(source), S3At("one"), Off);

        // The CRC64NVME is over the full object, so it is compared all the same.
        Assert.Equal((2, 1, 1, 0), (up.Transferred, up.ETagVerified, up.ChecksumVerified, up.Unverified));
    }

    [Fact]
    public async Task Without_multipart_verification_a_download_of_parts_with_an_etag_alone_is_unverified_and_nobody_is_warned()
    {
        await using var old = await RoadWorld.StartLocalAsync(static settings => settings with { KeepsChecksums = false });
        await old.SyncAsync(At(old.Folder(("f", Content.Of(11 * MiB)))), S3At("one"), SmallParts);

        var down = await old.SyncAsync(S3At("one"), At(old.Folder()), options => SmallParts(options) with { Integrity = new() { DisableMultipartVerify = true } });

        Assert.Equal((1, 0, 1, 0), (down.Transferred, down.ETagVerified, down.Unverified, down.Warnings));
    }

    [Fact]
    public async Task With_auto_chunksize_a_large_object_of_one_put_stays_one()
    {
        await world.PutAsync("one", "f", Content.Of(11 * MiB));

        await world.SyncAsync(S3At("one"), S3At("two"), options => options with { Transfer = options.Transfer with { AutoChunkSize = true } });

        Assert.Equal((await world.ListAsync("one"))[0].ETag, (await world.ListAsync("two"))[0].ETag);
    }

    [Fact]
    public async Task With_auto_chunksize_a_download_is_verified_by_the_etag_of_its_parts_too()
    {
        await world.SyncAsync(At(world.Folder(("f", Content.Of(17 * MiB)))), S3At("one"), SmallParts);

        var down = await world.SyncAsync(S3At("one"), At(world.Folder()), options => options with { Transfer = options.Transfer with { AutoChunkSize = true } });

        Assert.Equal((1, 1), (down.ETagVerified, down.Transferred));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_directory_bucket_gets_its_checksum_unless_that_is_switched_off(bool off)
    {
        await MakeDirectoryBucketAsync();
        SyncOptions Chosen(SyncOptions options) => SmallParts(options) with { Integrity = new() { DisableExpressOneZoneAdditionalChecksum = off } };
        var source = world.Folder(("small", [1]), ("large", Content.Of(11 * MiB)));

        var up = await world.SyncAsync(At(source), S3At(DirectoryBucket), Chosen);
        var down = await world.SyncAsync(S3At(DirectoryBucket), At(world.Folder()), Chosen);

        var verified = off ? 0 : 2;
        Assert.Equal((2, verified, 2 - verified), (up.Transferred, up.ChecksumVerified, up.Unverified));
        Assert.Equal((2, verified, 2 - verified), (down.Transferred, down.ChecksumVerified, down.Unverified));
        Assert.Equal(!off, world.Requests.Snapshot().Any(static request => request.Headers.ContainsKey("x-amz-checksum-crc64nvme")));
    }

    [Fact]
    public async Task An_object_that_cannot_be_verified_and_is_not_ours_any_more_is_left()
    {
        await using var old = await RoadWorld.StartLocalAsync(static settings => settings with { KeepsChecksums = false });
        old.Faults.On("HeadObject").Nth(1).Do(LocalS3.Faults.Fault.Answer(403, "AccessDenied"));

        var report = await old.RunAsync(At(old.Folder(("f", [1, 2]))), S3At("one"), static options =>
            options with { Integrity = new() { RequireVerification = true, DisableContentMd5Header = true } });

        Assert.Equal((RunOutcome.Failed, "S3S403"), (report.Outcome, report.Failures.Single().Problem.Code));
        Assert.Contains(report.RunProblems, static problem => problem.Code == "S3S511");
        Assert.Empty(await old.KeysAsync("one"));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(11 * MiB)]
    public async Task A_stored_checksum_that_disagrees_with_what_was_sent_is_noticed_and_the_object_removed(int size)
    {
        var header = size < MiB ? "x-amz-checksum-crc64nvme: " : "<ChecksumCRC64NVME>";
        await using var proxy = TamperingProxy.Start(world.Port, request: size < MiB ? "PUT " : "POST ", header: header);

        var report = await world.RunAsync(At(world.Folder(("f", Content.Of(size)))), S3At("one"), options => SmallParts(options) with
        {
            TargetS3 = world.Side with { EndpointUrl = proxy.Endpoint },
            Retry = options.Retry with { ObjectRetryCount = 1 },
        });

        Assert.Equal((RunOutcome.Failed, "S3S401"), (report.Outcome, report.Failures.Single().Problem.Code));
        Assert.Empty(await world.KeysAsync("one"));
    }

    private async Task<GetObjectMetadataResponse> HeadAsync(string bucket, string key) =>
        await world.Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = world.Name(bucket), Key = key, ChecksumMode = ChecksumMode.ENABLED });

    private static SyncOptions SmallParts(SyncOptions options) => options with
    {
        Transfer = options.Transfer with { MultipartThreshold = 5 * MiB, MultipartChunkSize = 5 * MiB },
    };

    private async Task MakeDirectoryBucketAsync()
    {
        using var client = world.NewClient(config => config.DisableS3ExpressSessionAuth = true);
        await client.PutBucketAsync(new PutBucketRequest
        {
            BucketName = world.Name(DirectoryBucket),
            PutBucketConfiguration = new()
            {
                Location = new() { Name = "usw2-az1", Type = LocationType.AvailabilityZone },
                BucketInfo = new() { Type = BucketType.Directory, DataRedundancy = DataRedundancy.SingleAvailabilityZone },
            },
        });
    }
}
