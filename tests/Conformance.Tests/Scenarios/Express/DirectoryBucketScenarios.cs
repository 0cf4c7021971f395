using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Express;

/// <summary>Directory buckets (S3 Express One Zone): random ETags, listings in no order, sessions, CRC64NVME.</summary>
public sealed class DirectoryBucketScenarios(TestedServer server) : Scenario(server)
{
    private const string Express = "s3://zone--use1-az4--x-s3";
    private const string Bucket = "zone--use1-az4--x-s3";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await World.WithBucketAsync(Bucket);
    }

    [Scenarios(Capability.DirectoryBuckets)]
    [Row(100)]
    [Row(11 * MiB)]
    public async Task An_upload_gets_CRC64NVME_and_is_verified_by_it(int size)
    {
        var outcome = await World.SyncAsync(World.Folder(("f", Content.Of(size))), Express, InSmallParts());

        Assert.NotNull((await World.HeadAsync(Bucket, "f")).ChecksumCRC64NVME);
        Assert.Equal((1, 0, 0), (outcome.Counts.ChecksumVerified, outcome.Counts.ETagVerified, outcome.Counts.Unverified));
    }

    [Scenarios(Capability.DirectoryBuckets)]
    [Row(100)]
    [Row(11 * MiB)]
    public async Task A_download_is_verified_by_the_stored_checksum(int size)
    {
        await World.SyncAsync(World.Folder(("f", Content.Of(size))), Express, InSmallParts());
        var back = World.Folder();

        var outcome = await World.SyncAsync(Express, back, InSmallParts());

        Assert.Equal(Content.Of(size), File.ReadAllBytes(Path.Combine(back, "f")));
        Assert.Equal((1, 0), (outcome.Counts.ChecksumVerified, outcome.Counts.Unverified));
    }

    [Scenarios(Capability.DirectoryBuckets)]
    [Row(100, false)]
    [Row(11 * MiB, false)]
    [Row(100, true)]
    public async Task From_and_to_a_bucket_of_the_other_kind(int size, bool toExpress)
    {
        await World.SyncAsync(World.Folder(("f", Content.Of(size))), toExpress ? "s3://one" : Express, InSmallParts());

        var outcome = await World.SyncAsync(toExpress ? "s3://one" : Express, toExpress ? Express : "s3://two", InSmallParts());

        Assert.Equal(Content.Of(size), await World.ContentAsync(toExpress ? Bucket : "two", "f"));
        Assert.Equal((1, 0), (outcome.Counts.Transferred, outcome.Counts.Unverified));
    }

    [Scenarios(Capability.DirectoryBuckets)]
    [Row("CRC64NVME")]
    [Row("SHA256")]
    [Row("CRC32C")]
    public async Task Another_checksum_may_be_asked_for(string algorithm)
    {
        var outcome = await World.SyncAsync(World.Folder(("f", Content.Of(100))), Express, "--additional-checksum-algorithm", algorithm);

        var head = await World.HeadAsync(Bucket, "f");
        Assert.NotNull(algorithm switch { "CRC64NVME" => head.ChecksumCRC64NVME, "SHA256" => head.ChecksumSHA256, _ => head.ChecksumCRC32C });
        Assert.Equal(1, outcome.Counts.ChecksumVerified);
    }

    [Scenario(Capability.DirectoryBuckets)]
    public async Task Without_its_checksum_nothing_verifies()
    {
        var outcome = await World.SyncAsync(World.Folder(("f", Content.Of(100))), Express, "--disable-express-one-zone-additional-checksum");

        Assert.Equal((1, 0, 0, 1), (outcome.Counts.Transferred, outcome.Counts.ETagVerified, outcome.Counts.ChecksumVerified, outcome.Counts.Unverified));
    }

    [Scenario(Capability.DirectoryBuckets)]
    public async Task Stalled_stream_protection_may_be_off()
    {
        await World.SyncAsync(World.Folder(("f", Content.Of(11 * MiB))), Express, InSmallParts("--disable-stalled-stream-protection"));

        Assert.Equal(Content.Of(11 * MiB), await World.ContentAsync(Bucket, "f"));
    }

    [Scenario(Capability.DirectoryBuckets)]
    public async Task No_Content_MD5_is_sent()
    {
        World.ForgetRequests();

        await World.SyncAsync(World.Folder(("f", Content.Of(100))), Express);

        Assert.All(World.Requests, request => Assert.DoesNotContain("content-md5", request.Headers.Keys));
        Assert.Equal(1, World.Count("PutObject"));
    }

    [Scenario(Capability.DirectoryBuckets)]
    public async Task Deletes_reach_a_directory_bucket_as_target()
    {
        await World.SyncAsync(World.Folder(("gone", [1]), ("keep", [2])), Express);

        var outcome = await World.SyncAsync(World.Folder(("keep", [2])), Express, "--delete");

        Assert.Equal(["keep"], await World.KeysAsync(Bucket));
        Assert.Equal(1, outcome.Counts.Deleted);
    }

    [Scenario(Capability.DirectoryBuckets)]
    public async Task Deletes_follow_a_directory_bucket_as_source()
    {
        await World.SyncAsync(World.Folder(("keep", [2])), Express);
        var target = World.Folder(("gone", [1]));
        await World.PutAsync("two", "gone", [1]);

        await World.SyncAsync(Express, target, "--delete");
        await World.SyncAsync(Express, "s3://two", "--delete");

        Assert.Equal(["keep"], Directory.GetFileSystemEntries(target).Select(Path.GetFileName));
        Assert.Equal(["keep"], await World.KeysAsync("two"));
    }

    [Scenarios(Capability.DirectoryBuckets)]
    [Row(false)]
    [Row(true)]
    public async Task Listings_in_no_order_pair_all_the_same(bool download)
    {
        var names = Enumerable.Range(0, 60).Select(at => $"{(char)('a' + (at * 7 % 26))}/{at:00}").ToArray();
        var source = World.Folder([.. names.Select(name => (name, new byte[] { 1 }))]);
        await World.SyncAsync(source, Express, "--max-keys", "10");

        var second = download ? await World.SyncAsync(Express, source, "--delete", "--max-keys", "10", "--check-size") : await World.SyncAsync(source, Express, "--delete", "--max-keys", "10");

        Assert.Equal((0, 0), (second.Counts.Transferred, second.Counts.Deleted));
        Assert.Equal(60, (await World.KeysAsync(Bucket)).Count);
    }

    [Scenarios(Capability.DirectoryBuckets)]
    [Row("--check-etag")]
    [Row("--check-mtime-and-etag")]
    public async Task ETags_of_a_directory_bucket_are_not_compared(string rule) =>
        Assert.Contains("S3S132", (await World.RunAsync(World.Folder(("f", [1])), Express, rule)).Codes);
}
