using S3Sync.Conformance.Tests.World;

namespace S3Sync.Conformance.Tests.Scenarios.Integrity;

/// <summary>Where thresholds, parts and layouts of others meet, and runs that verify less or nothing.</summary>
public sealed class EdgeSuite(TestedServer server) : IntegritySuite(server)
{
    private const string OneOf8 = "69f6ce77fcfa7b2d4a3cbdc03942ed5e-1";
    private const string FiveAnd3 = "c62c56e148605e8816e3d475c4588827-2";
    private const string Whole8 = "1c5d59d1a205435b88c96606b62d7d42";

    [Scenarios]
    [Row(1, 8, 8, "28f33b563dc23a03c939bd09c8c05a03")]
    [Row(8, 8, 8, OneOf8)]
    [Row(8, 7, 5, FiveAnd3)]
    [Row(8, 7, 9, OneOf8)]
    [Row(8, 9, 5, Whole8)]
    public async Task Threshold_and_part_size_decide_the_layout_and_a_relay_repeats_it(int mebibytes, int threshold, int chunk, string tag)
    {
        string[] options = ["--multipart-threshold", $"{threshold}MiB", "--multipart-chunksize", $"{chunk}MiB"];

        Verified(await World.SyncAsync(World.Folder(("f", Known(mebibytes * MiB))), "s3://one", options));
        Verified(await World.SyncAsync("s3://one", "s3://two", options));

        Assert.Equal((tag, tag), (await TagAsync("one"), await TagAsync("two")));
        await ComesBackAsync(mebibytes * MiB, options);
    }

    [Scenarios]
    [Row(Way.Relay, OneOf8)]
    [Row(Way.Copy, OneOf8)]
    [Row(Way.Relay, Whole8)]
    [Row(Way.Copy, Whole8)]
    [Row(Way.Relay, FiveAnd3)]
    [Row(Way.Copy, FiveAnd3)]
    public async Task Auto_chunksize_repeats_the_layout_of_the_source(Way way, string tag)
    {
        await StoredAsAsync(tag);

        Verified(await Between(way).SyncAsync("--auto-chunksize"));

        Assert.Equal(tag, await TagAsync("two"));
        await ComesBackAsync(8 * MiB, "--auto-chunksize");
    }

    [Scenarios]
    [Row(OneOf8)]
    [Row(Whole8)]
    [Row(FiveAnd3)]
    public async Task A_layout_of_others_is_verified_without_any_option(string tag)
    {
        await StoredAsAsync(tag);

        Verified(await World.SyncAsync("s3://one", "s3://two"));

        await ComesBackAsync(8 * MiB);
    }

    [Scenarios]
    [Row(Way.Upload, 100)]
    [Row(Way.Upload, 6 * MiB)]
    [Row(Way.Relay, 100)]
    [Row(Way.Relay, 6 * MiB)]
    public async Task With_both_verifications_off_nothing_counts_as_verified(Way way, int size)
    {
        var ends = await Between(way).HasAsync(("f", Known(size)));

        var outcome = await ends.SyncAsync(InSmallParts("--disable-etag-verify", "--disable-additional-checksum-verify"));

        Assert.Equal((1, 0, 0, 1), (outcome.Counts.Transferred, outcome.Counts.ETagVerified, outcome.Counts.ChecksumVerified, outcome.Counts.Unverified));
        Assert.Equal(Known(size), await ends.TargetAsync("f"));
    }

    [Scenario]
    public async Task A_download_with_both_verifications_off_counts_as_unverified()
    {
        await World.PutAsync("one", "f", Known(100));

        var outcome = await World.SyncAsync("s3://one", World.Folder(), "--disable-etag-verify", "--disable-additional-checksum-verify");

        Assert.Equal((1, 0, 0, 1), (outcome.Counts.Transferred, outcome.Counts.ETagVerified, outcome.Counts.ChecksumVerified, outcome.Counts.Unverified));
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Relay)]
    public async Task What_must_be_verified_and_cannot_be_is_a_failure(Way way)
    {
        var ends = await Between(way).HasAsync(("f", Known(100)));

        var outcome = await ends.RunAsync("--disable-etag-verify", "--disable-additional-checksum-verify", "--require-verification");

        Assert.False(outcome.Succeeded);
        Assert.Contains("S3S403", outcome.Codes);
    }

    [Scenarios(Capability.Faults)]
    [Row(100, "PutObject")]
    [Row(6 * MiB, "UploadPart")]
    public async Task Content_MD5_goes_with_every_body(int size, string operation)
    {
        var folder = World.Folder(("f", Known(size)));
        World.ForgetRequests();

        await World.SyncAsync(folder, "s3://one", InSmallParts());

        Assert.All(World.Requests.Where(request => request.Operation == operation), request => Assert.Contains("content-md5", request.Headers.Keys));
        Assert.NotEqual(0, World.Count(operation));
    }

    [Scenarios(Capability.Faults)]
    [Row(100)]
    [Row(6 * MiB)]
    public async Task Without_Content_MD5_the_checksum_still_proves_it(int size)
    {
        var folder = World.Folder(("f", Known(size)));
        World.ForgetRequests();

        var outcome = await World.SyncAsync(folder, "s3://one", InSmallParts("--disable-content-md5-header"));

        Assert.All(World.Requests.Where(request => request.Operation is "PutObject" or "UploadPart"), request => Assert.DoesNotContain("content-md5", request.Headers.Keys));
        Assert.Equal(0, outcome.Counts.ETagVerified);
        Assert.Equal(Known(size), await World.ContentAsync("one", "f"));
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload, 100)]
    [Row(Way.Upload, 6 * MiB)]
    [Row(Way.Relay, 100)]
    [Row(Way.Relay, 6 * MiB)]
    public async Task Payloads_are_left_out_of_the_signature_where_that_is_asked_for(Way way, int size)
    {
        var ends = await Between(way).HasAsync(("f", Known(size)));
        World.ForgetRequests();

        Verified(await ends.SyncAsync(InSmallParts("--disable-payload-signing")));

        var bodies = World.Requests.Where(request => request.Operation is "PutObject" or "UploadPart").ToList();
        Assert.NotEmpty(bodies);
        Assert.All(bodies, request => Assert.StartsWith("UNSIGNED-PAYLOAD", request.Headers["x-amz-content-sha256"].Replace("STREAMING-", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Copy)]
    public async Task Without_multipart_verification_no_ETag_of_parts_is_compared(Way way)
    {
        var ends = await Between(way).HasAsync(("large", Known(6 * MiB)), ("small", Known(10)));

        var outcome = await ends.SyncAsync(InSmallParts("--disable-multipart-verify"));

        Assert.Equal((2, 1), (outcome.Counts.Transferred, outcome.Counts.ETagVerified));
    }

    [Scenarios]
    [Row("SHA1", true)]
    [Row("SHA256", true)]
    [Row("CRC32", false)]
    public async Task A_full_object_checksum_exists_for_CRCs_alone(string algorithm, bool refused)
    {
        var outcome = await World.RunAsync(World.Folder(), "s3://one", "--additional-checksum-algorithm", algorithm, "--full-object-checksum");

        Assert.Equal(refused, outcome.Refusals.Count > 0);
    }

    private async Task StoredAsAsync(string tag)
    {
        if (tag == Whole8)
        {
            await World.PutAsync("one", "f", Known(8 * MiB));
        }
        else
        {
            await World.SyncAsync(World.Folder(("f", Known(8 * MiB))), "s3://one", InParts(tag == OneOf8 ? 8 : 5));
        }

        Assert.Equal(tag, await TagAsync("one"));
    }
}
