using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Engine.Tests.Road;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Versions.VersionWorld;

namespace S3Sync.Engine.Tests.Versions;

/// <summary>Every version from bucket to bucket.</summary>
public sealed class VersionSyncTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private VersionWorld world = null!;

    public async Task InitializeAsync() => world = await VersionWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_version_arrives_in_order_with_the_latest_delete_marker_and_a_second_run_transfers_nothing(bool serverSide)
    {
        await world.WriteAsync("one", "a", "1", "2", "3");
        await world.WriteAsync("one", "a/b", "1", Deleted, "2", Deleted);
        await world.WriteAsync("one", "a b+&%/ü\"'", "x", Deleted, "x", "y");
        await world.WriteAsync("one", "only-deleted", Deleted);

        var first = await world.SyncAsync(serverSide ? ServerSide : null);
        var second = await world.SyncAsync(serverSide ? ServerSide : null);

        Assert.Equal(["1", "2", "3"], await world.HistoryAsync("two", "a"));
        Assert.Equal(["1", "2", Deleted], await world.HistoryAsync("two", "a/b"));
        Assert.Equal(["x", "x", "y"], await world.HistoryAsync("two", "a b+&%/ü\"'"));
        Assert.Empty(await world.HistoryAsync("two", "only-deleted"));
        Assert.Equal((8L, 1L), (first.Transferred, first.Deleted));
        Assert.Equal((0L, 0L, 0L), (second.Transferred, second.Deleted, second.Warnings));
    }

    [Fact]
    public async Task Each_version_tells_where_it_came_from()
    {
        await world.WriteAsync("one", "k", "1", "2");
        var sources = await world.VersionsAsync("one");

        await world.SyncAsync();

        var heads = await world.HeadsAsync("two", "k");
        Assert.Equal(sources.Select(version => version.VersionId), heads.Select(head => head.Metadata["x-amz-meta-s3sync_origin_version_id"]));
        Assert.All(heads, (head, index) => Assert.Equal(
            sources[index].LastModified!.Value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", null),
            head.Metadata["x-amz-meta-s3sync_origin_last_modified"]));
    }

    [Fact]
    public async Task A_version_with_the_content_of_one_that_the_source_no_longer_has_arrives_all_the_same()
    {
        await world.WriteAsync("one", "k", "X");
        var expired = (await world.VersionsAsync("one"))[0];
        await world.SyncAsync();
        await world.WriteAsync("one", "k", "X");
        await world.Road.Client.DeleteObjectAsync(world.Road.Name("one"), "k", expired.VersionId);

        var second = await world.SyncAsync();

        Assert.Equal(1, second.Transferred);
        Assert.Equal((await world.VersionsAsync("one"))[0].VersionId, (await world.HeadsAsync("two", "k"))[^1].Metadata["x-amz-meta-s3sync_origin_version_id"]);
    }

    [Fact]
    public async Task What_listings_tell_is_not_asked_for_again()
    {
        var clock = new ManualTime();
        await using var local = await VersionWorld.StartAsync(clock);
        await local.WriteAsync("one", "a", "1", "2", "1", Deleted);
        await local.WriteAsync("one", "b", "1", "1");
        await local.PassASecondAsync(clock);
        await local.SyncAsync();
        await local.WriteAsync("one", "b", "2");
        local.Road.Requests.Clear();

        await local.SyncAsync();

        var asked = local.Road.Requests.Snapshot().CountBy(request => request.Operation).ToDictionary();
        Assert.Equal(["GetBucketVersioning", "GetObject", "ListObjectVersions", "PutObject"], asked.Keys.Order());
        Assert.Equal((2, 2, 1, 1), (asked["GetBucketVersioning"], asked["ListObjectVersions"], asked["GetObject"], asked["PutObject"]));
    }

    [Fact]
    public async Task Older_versions_that_a_filter_by_metadata_left_out_are_not_warned_about()
    {
        foreach (var kept in new[] { "no", "yes", "no" })
        {
            await world.Road.Client.PutObjectAsync(new() { BucketName = world.Road.Name("one"), Key = "k", ContentBody = kept, Metadata = { ["x"] = kept } });
        }

        static SyncOptions WithoutNo(SyncOptions options) => options with { Filter = new() { ExcludeMetadataRegex = "x=no" } };
        await world.SyncAsync(WithoutNo);
        var second = await world.SyncAsync(WithoutNo);

        Assert.Equal(["yes"], await world.HistoryAsync("two", "k"));
        Assert.Equal((0L, 0L), (second.Transferred, second.Warnings));
    }

    [Theory]
    [InlineData("one")]
    [InlineData("two")]
    public async Task A_bucket_that_does_not_keep_versions_ends_the_run_before_anything(string bucket)
    {
        await world.WriteAsync("one", "k", "1");
        await world.VersioningAsync(bucket, VersionStatus.Suspended);

        var report = await world.RunAsync();

        Assert.Equal("S3S540", Assert.Single(report.RunProblems).Code);
        Assert.Empty(await world.VersionsAsync("two"));
    }

    [Fact]
    public async Task A_bucket_that_does_not_tell_whether_it_keeps_versions_ends_the_run()
    {
        world.Road.Faults.On("GetBucketVersioning").Answer(403, "AccessDenied");

        var report = await world.RunAsync();

        Assert.Equal((RunOutcome.Failed, "S3S212"), (report.Outcome, Assert.Single(report.RunProblems).Code));
    }

    [Fact]
    public async Task New_versions_are_added_after_those_that_are_there()
    {
        await world.WriteAsync("one", "k", "1", Deleted);
        await world.SyncAsync();
        await world.WriteAsync("one", "k", "2", "3");

        var counts = await world.SyncAsync();

        Assert.Equal(["1", Deleted, "2", "3"], await world.HistoryAsync("two", "k"));
        Assert.Equal(2, counts.Transferred);
    }

    [Fact]
    public async Task A_delete_marker_that_came_since_is_replayed()
    {
        await world.WriteAsync("one", "k", "1");
        await world.SyncAsync();
        await world.WriteAsync("one", "k", Deleted);

        Assert.Equal(1, (await world.SyncAsync()).Deleted);
        Assert.Equal(0, (await world.SyncAsync()).Deleted);
        Assert.Equal(["1", Deleted], await world.HistoryAsync("two", "k"));
    }

    [Fact]
    public async Task What_was_deleted_at_the_target_stays_deleted()
    {
        await world.WriteAsync("one", "k", "1", "2", "3", "4", "5");
        await world.SyncAsync();
        await world.WriteAsync("two", "k", Deleted);

        var counts = await world.SyncAsync();

        Assert.Equal((0L, 5L), (counts.Transferred, counts.Skipped));
        Assert.Equal(["1", "2", "3", "4", "5", Deleted], await world.HistoryAsync("two", "k"));
    }

    [Fact]
    public async Task Content_that_was_uploaded_again_is_a_version_of_its_own()
    {
        await world.WriteAsync("one", "k", "1", "1");
        await world.SyncAsync();
        await world.WriteAsync("one", "k", "2", "1");

        var counts = await world.SyncAsync();

        Assert.Equal(2, counts.Transferred);
        Assert.Equal(["1", "1", "2", "1"], await world.HistoryAsync("two", "k"));
        Assert.Equal(0, (await world.SyncAsync()).Transferred);
    }

    [Fact]
    public async Task A_version_whose_content_comes_again_is_told_by_what_it_says_of_itself()
    {
        await world.WriteAsync("one", "k", "1");
        await world.SyncAsync();
        await world.WriteAsync("one", "k", "1");

        Assert.Equal(1, (await world.SyncAsync()).Transferred);
        Assert.Equal(["1", "1"], await world.HistoryAsync("two", "k"));
    }

    [Fact]
    public async Task Versions_without_an_id_keep_their_place()
    {
        await world.Road.BucketAsync("three");
        await world.WriteAsync("three", "k", "before");
        await world.VersioningAsync("three", VersionStatus.Enabled);
        await world.WriteAsync("three", "k", "1", "2");
        await world.VersioningAsync("three", VersionStatus.Suspended);
        await world.WriteAsync("three", "m", "without");
        await world.VersioningAsync("three", VersionStatus.Enabled);
        await world.WriteAsync("three", "m", "with");

        var first = await world.Road.SyncAsync(RoadWorld.S3At("three"), RoadWorld.S3At("two"), Versioned);
        var second = await world.Road.SyncAsync(RoadWorld.S3At("three"), RoadWorld.S3At("two"), Versioned);

        Assert.Equal(["before", "1", "2"], await world.HistoryAsync("two", "k"));
        Assert.Equal(["without", "with"], await world.HistoryAsync("two", "m"));
        Assert.Equal("null", (await world.HeadsAsync("two", "k"))[0].Metadata["x-amz-meta-s3sync_origin_version_id"]);
        Assert.Equal((5L, 0L), (first.Transferred, second.Transferred));
    }

    [Fact]
    public async Task Versions_that_a_plain_run_wrote_count_as_nobodys_when_the_history_is_longer()
    {
        await world.WriteAsync("one", "k", "1", "2");
        await world.Road.SyncAsync(RoadWorld.S3At("one"), RoadWorld.S3At("two"));

        var counts = await world.SyncAsync();

        Assert.Equal(2, counts.Transferred);
        Assert.Equal(["2", "1", "2"], await world.HistoryAsync("two", "k"));
        Assert.Equal(0, (await world.SyncAsync()).Transferred);
    }

    [Fact]
    public async Task What_was_removed_for_good_at_the_source_changes_nothing_at_the_target()
    {
        await world.WriteAsync("one", "k", "1", "2", "3");
        await world.SyncAsync();
        var sources = await world.VersionsAsync("one");
        foreach (var gone in new[] { sources[0], sources[2] })
        {
            await world.Road.Client.DeleteObjectAsync(world.Road.Name("one"), "k", gone.VersionId);
        }

        Assert.Equal(0, (await world.SyncAsync()).Transferred);
        await world.WriteAsync("one", "k", "4");
        Assert.Equal(1, (await world.SyncAsync()).Transferred);
        Assert.Equal(["1", "2", "3", "4"], await world.HistoryAsync("two", "k"));
    }

    [Fact]
    public async Task Versions_older_than_what_the_target_has_are_left_out_with_one_warning()
    {
        await world.WriteAsync("one", "k", "1", "2", "3");
        await world.WriteAsync("one", "m", "1", "2");
        await world.SyncAsync();
        foreach (var oldest in (await world.VersionsAsync("two")).GroupBy(version => version.Key).Select(group => group.First()))
        {
            await world.Road.Client.DeleteObjectAsync(world.Road.Name("two"), oldest.Key, oldest.VersionId);
        }

        var counts = await world.SyncAsync();

        Assert.Equal((0L, 1L), (counts.Transferred, counts.Warnings));
        Assert.Equal("S3S543", Assert.Single(world.Road.Events.OfType<SyncEvent.Warned>()).Problem.Code);
        Assert.Equal(["2", "3"], await world.HistoryAsync("two", "k"));
    }

    [Fact]
    public async Task A_filter_leaves_versions_out_and_the_next_run_agrees()
    {
        await world.WriteAsync("one", "keep", "1", "2", Deleted);
        await world.WriteAsync("one", "leave", "1", Deleted);

        var first = await world.SyncAsync(options => options with { Filter = new() { ExcludeRegex = "leave" } });
        var second = await world.SyncAsync(options => options with { Filter = new() { ExcludeRegex = "leave" } });

        Assert.Equal((2L, 1L, 2L), (first.Transferred, first.Deleted, first.Skipped));
        Assert.Equal((0L, 0L), (second.Transferred, second.Deleted));
        Assert.Empty(await world.HistoryAsync("two", "leave"));
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_writes_nothing()
    {
        await world.WriteAsync("one", "k", "1", "2", Deleted);

        var counts = await world.SyncAsync(options => options with { DryRun = true });

        Assert.Equal((2L, 1L), (counts.Transferred, counts.Deleted));
        Assert.Empty(await world.VersionsAsync("two"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Versions_in_parts_and_their_tags_arrive(bool serverSide)
    {
        var contents = new[] { Content.Of(9 * MiB), Content.Of(11 * MiB) };
        foreach (var content in contents)
        {
            await world.Road.SyncAsync(RoadWorld.At(world.Road.Folder(("k", content))), RoadWorld.S3At("one"), options => options with { Compare = options.Compare with { Rule = Options.CompareRule.Size } });
            await world.Road.Client.PutObjectTaggingAsync(new() { BucketName = world.Road.Name("one"), Key = "k", Tagging = new() { TagSet = [new Tag { Key = "size", Value = $"{content.Length}" }] } });
        }

        var counts = await world.SyncAsync(serverSide ? ServerSide : null);

        Assert.Equal(2, counts.Transferred);
        var versions = await world.VersionsAsync("two");
        Assert.Equal((await world.VersionsAsync("one")).Select(version => version.ETag), versions.Select(version => version.ETag));
        foreach (var version in versions)
        {
            var tags = await world.Road.Client.GetObjectTaggingAsync(new() { BucketName = world.Road.Name("two"), Key = "k", VersionId = version.VersionId });
            Assert.Equal($"{version.Size}", Assert.Single(tags.Tagging).Value);
        }

        Assert.Equal(0, (await world.SyncAsync(serverSide ? ServerSide : null)).Transferred);
    }

    [Fact]
    public async Task More_versions_than_a_page_holds_arrive_in_order()
    {
        var texts = Enumerable.Range(0, 1005).Select(number => $"{number}").ToArray();
        await world.WriteAsync("one", "k", texts);

        var counts = await world.SyncAsync();

        Assert.Equal(texts.Length, counts.Transferred);
        Assert.Equal((await world.VersionsAsync("one")).Select(version => version.ETag), (await world.VersionsAsync("two")).Select(version => version.ETag));
        Assert.Equal(0, (await world.SyncAsync()).Transferred);
    }

    private static Options.SyncOptions Versioned(Options.SyncOptions options) => options with { Versions = options.Versions with { Enabled = true } };
}
