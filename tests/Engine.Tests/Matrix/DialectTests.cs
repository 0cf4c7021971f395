using S3Sync.Engine.Tests.Road;
using S3Sync.Integrity;
using S3Sync.LocalS3.Requests;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Matrix;

/// <summary>Endpoints that know nothing of additional checksums are found out, and used without them.</summary>
public sealed class DialectTests
{
    private const int MiB = 1 << 20;

    [Theory]
    [InlineData(501, "NotImplemented")]
    [InlineData(400, "InvalidRequest")]
    [InlineData(400, "InvalidArgument")]
    public async Task An_endpoint_that_refuses_checksums_gets_everything_without_them(int status, string code)
    {
        await using var world = await RoadWorld.StartLocalAsync(static settings => settings with { KeepsChecksums = false });
        var refusals = world.Faults.When(HasChecksum).Answer(status, code);
        var (large, files) = (Content.Of((11 * MiB) + 1), Enumerable.Range(0, 40).Select(static number => ($"f{number}", Content.Of(1000, number))));
        var source = world.Folder([("large", large), .. files]);

        var up = await world.SyncAsync(At(source), S3At("one"), Alone);
        var across = await world.SyncAsync(S3At("one"), S3At("two"), Alone);

        Assert.Equal((41, 41, 0), (up.ETagVerified, across.ETagVerified, up.Unverified + across.Unverified));
        Assert.Equal(large, await world.ContentAsync("two", "large"));
        Assert.Equal(2, refusals.Hits); // one for each run: it is remembered
    }

    [Fact]
    public async Task An_endpoint_that_refuses_checksums_copies_without_them()
    {
        await using var world = await RoadWorld.StartLocalAsync(static settings => settings with { KeepsChecksums = false });
        await world.PutAsync("one", "f", Content.Of(1000));
        await world.PutAsync("one", "g", Content.Of(1000));
        var refusals = world.Faults.When(HasChecksum).Answer(501, "NotImplemented");

        var counts = await world.SyncAsync(S3At("one"), S3At("two"), options => Alone(options) with { Transfer = Alone(options).Transfer with { ServerSideCopy = true } });

        Assert.Equal((2, 2, 1), (counts.Transferred, counts.ETagVerified, refusals.Hits));
    }

    [Fact]
    public async Task A_part_that_streams_goes_without_its_trailer_where_that_is_refused()
    {
        await using var world = await RoadWorld.StartLocalAsync(static settings => settings with { KeepsChecksums = false });
        await world.PutAsync("one", "f", Content.Of(40 * MiB));
        world.Faults.When(HasChecksum).Answer(400, "InvalidRequest");

        var counts = await world.SyncAsync(S3At("one"), S3At("two"), options => Alone(options) with { Compare = new() { Rule = CompareRule.ETag } });

        Assert.Equal((1, 1), (counts.Transferred, counts.ETagVerified));
    }

    [Fact]
    public async Task A_checksum_that_was_asked_for_is_never_left_out()
    {
        await using var world = await RoadWorld.StartLocalAsync(static settings => settings with { KeepsChecksums = false });
        world.Faults.When(HasChecksum).Answer(501, "NotImplemented");

        var report = await world.RunAsync(At(world.Folder(("f", [1, 2, 3]))), S3At("one"), options =>
            options with { Integrity = new() { AdditionalChecksumAlgorithm = ChecksumAlgorithm.Sha256 } });

        Assert.Equal(RunOutcome.Failed, report.Outcome);
        Assert.Empty(await world.KeysAsync("one"));
    }

    [Fact]
    public async Task A_refusal_that_is_not_about_the_checksum_is_told_as_it_is()
    {
        await using var world = await RoadWorld.StartLocalAsync(static settings => settings);
        var refusals = world.Faults.On("PutObject").Answer(400, "InvalidRequest");

        var report = await world.RunAsync(At(world.Folder(("f", [1, 2, 3]))), S3At("one"));

        Assert.Equal((RunOutcome.Failed, "S3S221"), (report.Outcome, report.Failures.Single().Problem.Code));
        Assert.Equal(2, refusals.Hits);
    }

    [Fact]
    public async Task An_endpoint_that_ignores_checksums_is_asked_for_them_once()
    {
        await using var world = await RoadWorld.StartLocalAsync(static settings => settings with { KeepsChecksums = false });
        var source = world.Folder([.. Enumerable.Range(0, 20).Select(static number => ($"f{number}", Content.Of(1000, number)))]);

        var counts = await world.SyncAsync(At(source), S3At("one"), options => Alone(options) with { Integrity = new() { DisableContentMd5Header = true } });

        Assert.Equal((20, 20, 1), (counts.Transferred, counts.Unverified, counts.Warnings));
        Assert.Single(world.Requests.Snapshot(), static request => request.Operation == "HeadObject");
    }

    [Fact]
    public async Task A_default_upload_asks_for_nothing_but_its_writes()
    {
        await using var world = await RoadWorld.StartLocalAsync(static settings => settings);
        var source = world.Folder(("small", [1]), ("large", Content.Of((11 * MiB) + 1)));

        await world.SyncAsync(At(source), S3At("one"), Alone);

        Assert.Equal(
            ["CompleteMultipartUpload", "CreateMultipartUpload", "ListObjectsV2", "PutObject", "UploadPart", "UploadPart", "UploadPart"],
            world.Requests.Snapshot().Select(static request => request.Operation).Where(static operation => operation != "CreateBucket").Order(StringComparer.Ordinal));
        Assert.All(world.Requests.Snapshot().Where(static request => request.Operation is "PutObject" or "UploadPart"), static request =>
        {
            Assert.Contains("x-amz-checksum-crc64nvme", request.Headers.Keys);
            Assert.Equal("CRC64NVME", request.Headers["x-amz-sdk-checksum-algorithm"]);
        });
    }

    private static bool HasChecksum(LoggedRequest request) => request.Operation is "PutObject" or "UploadPart" or "CreateMultipartUpload" or "CopyObject"
        && (request.Headers.ContainsKey("x-amz-sdk-checksum-algorithm") || request.Headers.ContainsKey("x-amz-checksum-algorithm"));

    // One after the other, so that how often something is refused is told by what was remembered.
    private static SyncOptions Alone(SyncOptions options) => options with
    {
        Transfer = options.Transfer with { WorkerSize = 1, MultipartThreshold = 5 * MiB, MultipartChunkSize = 5 * MiB },
    };
}
