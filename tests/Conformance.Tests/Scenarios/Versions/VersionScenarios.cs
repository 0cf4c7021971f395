using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Versions;

/// <summary><c>--enable-versioning</c>: every version, in order.</summary>
public sealed class VersionScenarios(TestedServer server) : VersionedScenario(server)
{
    [Scenarios(Capability.Versions)]
    [Row(Way.Relay, "", "")]
    [Row(Way.Copy, "", "")]
    [Row(Way.Relay, "from/", "to/")]
    [Row(Way.Copy, "from/", "to/")]
    [Row(Way.Relay, "same/", "same/")]
    [Row(Way.Copy, "same/", "same/")]
    public async Task Every_version_arrives_in_order(Way way, string from, string to)
    {
        await WriteAsync("one", from + "k", "1", "2", "3");
        await WriteAsync("one", from + "other", "x");

        var outcome = await SyncAsync(way, from, to);

        Assert.Equal(["1", "2", "3"], await HistoryAsync("two", to + "k"));
        Assert.Equal(["x"], await HistoryAsync("two", to + "other"));
        Assert.Equal(4, outcome.Counts.Transferred);
    }

    [Scenarios(Capability.Versions)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task A_second_run_transfers_nothing(Way way)
    {
        await WriteAsync("one", "k", "1", "2", Deleted);
        await WriteAsync("one", "l", "1");
        await SyncAsync(way);

        var second = await SyncAsync(way);

        Assert.Equal((0, 0, 0), (second.Counts.Transferred, second.Counts.Deleted, second.Counts.Errors));
        Assert.Equal(["1", "2", Deleted], await HistoryAsync("two", "k"));
    }

    [Scenarios(Capability.Versions)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task The_latest_delete_marker_is_replayed_and_those_between_are_not(Way way)
    {
        await WriteAsync("one", "deleted", "1", Deleted, "2", Deleted);
        await WriteAsync("one", "alive", "1", Deleted, "2");

        var outcome = await SyncAsync(way);

        Assert.Equal(["1", "2", Deleted], await HistoryAsync("two", "deleted"));
        Assert.Equal(["1", "2"], await HistoryAsync("two", "alive"));
        Assert.Equal((4, 1), (outcome.Counts.Transferred, outcome.Counts.Deleted));
    }

    [Scenarios(Capability.Versions)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Versions_that_came_since_are_added(Way way)
    {
        await WriteAsync("one", "k", "1", "2");
        await SyncAsync(way);
        await WriteAsync("one", "k", "3", "4");

        var outcome = await SyncAsync(way);

        Assert.Equal(["1", "2", "3", "4"], await HistoryAsync("two", "k"));
        Assert.Equal(2, outcome.Counts.Transferred);
    }

    [Scenarios(Capability.Versions)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Each_version_tells_where_it_came_from(Way way)
    {
        await WriteAsync("one", "k", "1", "2");
        var sources = (await VersionsAsync("one", "k")).Select(version => version.VersionId).ToList();

        await SyncAsync(way);

        var told = new List<string>();
        foreach (var version in await VersionsAsync("two", "k"))
        {
            var head = await World.HeadAsync("two", "k", request => request.VersionId = version.VersionId);
            told.Add(head.Metadata["x-amz-meta-s3sync_origin_version_id"]);
            Assert.EndsWith("+00:00", head.Metadata["x-amz-meta-s3sync_origin_last_modified"], StringComparison.Ordinal);
        }

        Assert.Equal(sources, told);
    }

    [Scenarios(Capability.Versions)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task What_was_deleted_at_the_target_stays_deleted(Way way)
    {
        await WriteAsync("one", "k", "1", "2", "3", "4", "5");
        await SyncAsync(way);
        await World.Client.DeleteObjectAsync(World.Name("two"), "k");

        var second = await SyncAsync(way);

        Assert.Equal(["1", "2", "3", "4", "5", Deleted], await HistoryAsync("two", "k"));
        Assert.Equal(0, second.Counts.Transferred);
    }

    [Scenarios(Capability.Versions)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task A_dry_run_writes_no_version_and_counts_them(Way way)
    {
        await WriteAsync("one", "k", "1", "2", Deleted);

        var outcome = await SyncAsync(way, "", "", "--dry-run");

        Assert.Empty(await HistoryAsync("two", "k"));
        Assert.Equal(2, outcome.Counts.Transferred);
    }

    [Scenarios(Capability.Versions)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Versions_in_parts_arrive_whole(Way way)
    {
        foreach (var seed in new[] { 1, 2, 3 })
        {
            await World.PutForAsync(way, "one", "k", Content.Of(6 * MiB, seed));
        }

        await SyncAsync(way, "", "", InSmallParts());

        var versions = await VersionsAsync("two", "k");
        Assert.Equal(3, versions.Count);
        Assert.Equal(Content.Of(6 * MiB, 1), await World.ContentAsync("two", "k", request => request.VersionId = versions[0].VersionId));
        Assert.Equal(Content.Of(6 * MiB, 3), await World.ContentAsync("two", "k"));
    }

    [Scenarios(Capability.Versions)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Each_version_has_its_own_headers_and_tags(Way way)
    {
        await World.PutAsync("one", "k", [1], request => (request.ContentType, request.TagSet) = ("text/x-old", [new Tag { Key = "age", Value = "old" }]));
        await World.PutAsync("one", "k", [2], request => (request.ContentType, request.TagSet) = ("text/x-new", [new Tag { Key = "age", Value = "new" }]));

        await SyncAsync(way);

        var told = new List<(string, string)>();
        foreach (var version in await VersionsAsync("two", "k"))
        {
            var head = await World.HeadAsync("two", "k", request => request.VersionId = version.VersionId);
            var tags = await World.Client.GetObjectTaggingAsync(new() { BucketName = World.Name("two"), Key = "k", VersionId = version.VersionId });
            told.Add((head.Headers.ContentType, tags.Tagging.Single().Value));
        }

        Assert.Equal([("text/x-old", "old"), ("text/x-new", "new")], told);
    }

    [Scenarios(Capability.Versions)]
    [Row(Way.Relay, "a b+c%20")]
    [Row(Way.Copy, "a b+c%20")]
    [Row(Way.Relay, "emoji-\U0001F600")]
    [Row(Way.Copy, "emoji-\U0001F600")]
    [Row(Way.Copy, "?a=b&c#d")]
    public async Task Versions_of_odd_keys_arrive(Way way, string key)
    {
        await WriteAsync("one", key, "1", "2");

        await SyncAsync(way);

        Assert.Equal(["1", "2"], await HistoryAsync("two", key));
    }

    [Scenario(Capability.Versions)]
    public async Task Keys_that_begin_alike_are_kept_apart()
    {
        await WriteAsync("one", "k", "1", "2");
        await WriteAsync("one", "k1", "a");
        await WriteAsync("one", "k/2", "b");

        await SyncAsync(Way.Relay);

        Assert.Equal(["1", "2"], await HistoryAsync("two", "k"));
        Assert.Equal(["a"], await HistoryAsync("two", "k1"));
        Assert.Equal(["b"], await HistoryAsync("two", "k/2"));
    }

    [Scenarios(Capability.Versions)]
    [Row(1)]
    [Row(2)]
    [Row(5)]
    public async Task Small_pages_come_to_the_same(int pageSize)
    {
        await WriteAsync("one", "a", "1", "2", "3", Deleted);
        await WriteAsync("one", "b", "1", Deleted, "2");

        await SyncAsync(Way.Relay, "", "", "--max-keys", $"{pageSize}");
        var second = await SyncAsync(Way.Relay, "", "", "--max-keys", $"{pageSize}");

        Assert.Equal(["1", "2", "3", Deleted], await HistoryAsync("two", "a"));
        Assert.Equal(["1", "2"], await HistoryAsync("two", "b"));
        Assert.Equal(0, second.Counts.Transferred);
    }

    [Scenarios(Capability.Versions)]
    [Row(false, true)]
    [Row(true, false)]
    [Row(false, false)]
    public async Task Both_buckets_must_keep_versions(bool source, bool target)
    {
        await World.WithBucketAsync("from", source);
        await World.WithBucketAsync("to", target);
        await World.PutAsync("from", "k", [1]);

        var outcome = await World.RunAsync("s3://from", "s3://to", "--enable-versioning");

        Assert.Equal("S3S540", Assert.Single(outcome.Codes));
        Assert.Empty(await World.KeysAsync("to"));
    }

    [Scenario(Capability.SuspendedVersions)]
    public async Task A_bucket_whose_versions_are_suspended_is_not_enough()
    {
        await World.Client.PutBucketVersioningAsync(new() { BucketName = World.Name("two"), VersioningConfig = new() { Status = VersionStatus.Suspended } });
        await WriteAsync("one", "k", "1");

        Assert.Equal("S3S540", Assert.Single((await World.RunAsync("s3://one", "s3://two", "--enable-versioning")).Codes));
    }

    [Scenario(Capability.Versions, Capability.Faults)]
    public async Task A_status_that_cannot_be_asked_for_ends_the_run()
    {
        await WriteAsync("one", "k", "1");
        World.Faults.On("GetBucketVersioning").Answer(403, "AccessDenied");

        var outcome = await World.RunAsync("s3://one", "s3://two", "--enable-versioning");

        Assert.Equal("S3S212", Assert.Single(outcome.Codes));
        Assert.Empty(await World.KeysAsync("two"));
    }

    [Scenario(Capability.Versions, Capability.Faults)]
    public async Task No_target_version_is_asked_for_where_listings_tell()
    {
        await WriteAsync("one", "k", "1", "2", "3");
        await World.PassASecondAsync();
        await SyncAsync(Way.Relay);
        World.ForgetRequests();

        await SyncAsync(Way.Relay);

        Assert.Equal((0, 0), (World.Count("HeadObject"), World.Count("GetObject")));
    }

    [Scenarios(Capability.Versions)]
    [Row("--filter-include-regex", "^k$", "k")]
    [Row("--filter-exclude-regex", "^k$", "other")]
    [Row("--filter-larger-size", "2", "other")]
    public async Task Filters_hold_for_versions(string filter, string value, string left)
    {
        await WriteAsync("one", "k", "1", "2");
        await WriteAsync("one", "other", "long");

        await SyncAsync(Way.Relay, "", "", filter, value);

        Assert.Equal([left], await World.KeysAsync("two"));
    }

    [Scenarios(Capability.Versions, Capability.SseKms)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Versions_are_encrypted_where_that_is_asked_for(Way way)
    {
        await WriteAsync("one", "k", "1", "2");
        string[] options = ["--sse", "aws:kms", "--sse-kms-key-id", "testkey-1"];
        await SyncAsync(way, "", "", options);

        var second = await SyncAsync(way, "", "", options);

        Assert.Equal(["1", "2"], await HistoryAsync("two", "k"));
        Assert.Equal("aws:kms", (await World.HeadAsync("two", "k")).ServerSideEncryptionMethod.Value);
        Assert.Equal(0, second.Counts.Transferred);
    }

    [Scenarios(Capability.Versions, Capability.Checksums)]
    [Row("SHA256")]
    [Row("CRC64NVME")]
    public async Task Versions_carry_the_checksum_that_is_asked_for(string algorithm)
    {
        await WriteAsync("one", "k", "1", "2");

        var outcome = await SyncAsync(Way.Relay, "", "", "--additional-checksum-algorithm", algorithm);

        var head = await World.HeadAsync("two", "k");
        Assert.NotNull(algorithm == "SHA256" ? head.ChecksumSHA256 : head.ChecksumCRC64NVME);
        Assert.Equal(2, outcome.Counts.ChecksumVerified);
    }

    [Scenarios(Capability.Versions)]
    [Row("--auto-chunksize")]
    [Row("--rate-limit-objects=1000")]
    [Row("--disable-tagging")]
    [Row("--remove-modified-filter", false)]
    public async Task Other_options_go_with_versions_or_are_refused(string option, bool goes = true)
    {
        await WriteAsync("one", "k", "1", "2");

        var outcome = await World.RunAsync("s3://one", "s3://two", ["--enable-versioning", .. option.Split('=')]);

        Assert.Equal(goes, outcome.Succeeded);
        Assert.Equal(goes ? ["1", "2"] : [], await HistoryAsync("two", "k"));
    }

    [Scenario(Capability.Versions, Capability.Faults)]
    public async Task A_run_that_is_stopped_goes_on_where_it_was()
    {
        await WriteAsync("one", "k", "1", "2", "3");
        using var stop = new CancellationTokenSource();
        World.Stop = stop.Token;
        var second = World.Faults.On("PutObject").Nth(2).Stall();
        var running = World.RunAsync("s3://one", "s3://two", "--enable-versioning");
        await ScenarioWorld.StruckAsync(second, running);
        await stop.CancelAsync();
        var outcome = await running;
        World.Stop = CancellationToken.None;
        World.Faults.Clear();

        Assert.Empty(outcome.Report!.Failures);
        await SyncAsync(Way.Relay);
        Assert.Equal(["1", "2", "3"], (await HistoryAsync("two", "k")).Distinct());
    }

    [Scenario(Capability.Versions, Capability.SseC)]
    public async Task Versions_under_a_customer_key_arrive()
    {
        var key = Convert.ToBase64String(Content.Of(32, 7));
        await World.PutAsync("one", "k", Encoding.UTF8.GetBytes("1"), request =>
        {
            request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
            request.ServerSideEncryptionCustomerProvidedKey = key;
        });
        var md5 = (await World.HeadAsync("one", "k", request =>
        {
            request.ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256;
            request.ServerSideEncryptionCustomerProvidedKey = key;
        })).ServerSideEncryptionCustomerProvidedKeyMD5;

        await SyncAsync(Way.Relay, "", "", "--source-sse-c", "AES256", "--source-sse-c-key", key, "--source-sse-c-key-md5", md5);

        Assert.Equal(["1"], await HistoryAsync("two", "k"));
    }
}
