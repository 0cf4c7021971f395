using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Road;

/// <summary>Runs with digests switched off: what remains is compared, and what nothing speaks of is said.</summary>
public sealed class DigestOptionTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private RoadWorld world = null!;

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Uploads_without_md5_are_verified_by_the_checksum_that_nobody_asked_for()
    {
        var counts = await UploadAsync(new() { DisableContentMd5Header = true });

        Assert.Equal((4, 0, 0, 4), (counts.Transferred, counts.Unverified, counts.ETagVerified, counts.ChecksumVerified));
    }

    [Fact]
    public async Task Uploads_of_which_nothing_shall_be_compared_are_told_as_unverified_without_a_warning()
    {
        var counts = await UploadAsync(new() { DisableContentMd5Header = true, DisableAdditionalChecksumVerify = true });

        Assert.Equal((4, 4, 0, 0), (counts.Transferred, counts.Unverified, counts.ETagVerified, counts.ChecksumVerified));
        Assert.Equal(0, counts.Warnings);
    }

    [Fact]
    public async Task A_checksum_that_nobody_asked_for_is_counted_only_where_the_etag_settles_nothing()
    {
        var counts = await UploadAsync(new());

        Assert.Equal((4, 0, 4, 0), (counts.Transferred, counts.Unverified, counts.ETagVerified, counts.ChecksumVerified));
        Assert.Equal(0, counts.Warnings);
    }

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc64Nvme)]
    [InlineData(ChecksumAlgorithm.Crc32)]
    [InlineData(ChecksumAlgorithm.Sha256)]
    public async Task Uploads_without_md5_are_verified_by_their_checksum(ChecksumAlgorithm algorithm)
    {
        var counts = await UploadAsync(new() { DisableContentMd5Header = true, AdditionalChecksumAlgorithm = algorithm });

        Assert.Equal((4, 0, 0, 4), (counts.Transferred, counts.Unverified, counts.ETagVerified, counts.ChecksumVerified));
    }

    [Fact]
    public async Task Uploads_with_unsigned_payloads_are_verified_as_ever()
    {
        var counts = await UploadAsync(new() { DisablePayloadSigning = true });

        Assert.Equal((4, 0, 4), (counts.Transferred, counts.Unverified, counts.ETagVerified));
    }

    [Fact]
    public async Task Uploads_with_unsigned_payloads_and_without_md5_are_verified_by_their_checksum()
    {
        var counts = await UploadAsync(new() { DisablePayloadSigning = true, DisableContentMd5Header = true, AdditionalChecksumAlgorithm = ChecksumAlgorithm.Crc64Nvme });

        Assert.Equal((4, 0, 4), (counts.Transferred, counts.Unverified, counts.ChecksumVerified));
    }

    [Fact]
    public async Task Relayed_objects_without_md5_are_verified_by_their_checksum()
    {
        await UploadAsync(new());

        var counts = await world.SyncAsync(S3At("one"), S3At("two"), With(new() { DisableContentMd5Header = true, AdditionalChecksumAlgorithm = ChecksumAlgorithm.Crc64Nvme }));

        Assert.Equal((4, 0, 4), (counts.Transferred, counts.Unverified, counts.ChecksumVerified));
        Assert.Equal(Content.Of((23 * MiB) + 7), await world.ContentAsync("two", "parts"));
    }

    private async Task<Reporting.SyncCounts> UploadAsync(IntegrityOptions integrity)
    {
        var (large, middle) = (Content.Of((23 * MiB) + 7), Content.Of(2 * MiB));
        var source = world.Folder(("empty", []), ("small", [1, 2, 3]), ("middle", middle), ("parts", large));
        var counts = await world.SyncAsync(At(source), S3At("one"), With(integrity));
        Assert.Equal(large, await world.ContentAsync("one", "parts"));
        Assert.Equal(middle, await world.ContentAsync("one", "middle"));
        return counts;
    }

    private static Func<SyncOptions, SyncOptions> With(IntegrityOptions integrity) => options => options with
    {
        Integrity = integrity,
        Transfer = options.Transfer with { MultipartThreshold = 5 * MiB, MultipartChunkSize = 5 * MiB },
    };
}
