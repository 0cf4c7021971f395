using System.Security.Cryptography;
using S3Sync.Engine.Tests.Road;
using S3Sync.Entries;
using S3Sync.Hashes;
using S3Sync.Integrity;
using S3Sync.Manifests.Recording;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.Storage.Local.FileSystem;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Comparing;

/// <summary>Comparing with the manifest of an earlier run in place of the target's listing.</summary>
public sealed class RecordedCompareTests : IAsyncLifetime
{
    private const string Kept = "records/manifest.json";
    private static readonly DateTime Old = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private RoadWorld world = null!;

    private static Location Site => S3At("one", "site/");

    public async Task InitializeAsync()
    {
        world = await RoadWorld.StartAsync();
        world.Wants = EventDetails.Records;
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task An_unchanged_tree_costs_one_GET_and_no_listing_beside_the_new_manifest()
    {
        var folder = world.Folder(("a", [1]), ("b/c", [2, 3]), ("empty", []));
        await PublishAsync(folder);

        var counts = await world.SyncAsync(At(folder), Site, ByManifest);

        Assert.Equal((0, 3), (counts.Transferred, counts.Skipped));
        Assert.Equal([("GetObject", Kept), ("PutObject", Kept)], world.Requests.Snapshot().Select(static request => (request.Operation, request.Key)));
    }

    [Fact]
    public async Task What_differs_is_transferred_by_content_alone_and_what_is_gone_is_deleted()
    {
        var folder = world.Folder(("other", [1]), ("touched", [2]), ("gone", [3]), ("longer", [4]));
        await PublishAsync(folder);
        await world.PutAsync("one", "site/theirs", [9]);
        RoadWorld.Write(folder, "other", [7]);
        File.SetLastWriteTimeUtc(Path.Combine(folder, "other"), Old);
        RoadWorld.Write(folder, "longer", [4, 4]);
        RoadWorld.Write(folder, "new", [5]);
        File.Delete(Path.Combine(folder, "gone"));
        world.Requests.Clear();

        await world.SyncAsync(At(folder), Site, options => ByManifest(options) with { Delete = new() { Enabled = true } });

        Assert.Equal(["longer", "new", "other"], world.Events.OfType<SyncEvent.Transferred>().Select(fact => fact.Key).Order());
        Assert.Equal("gone", Assert.Single(world.Events.OfType<SyncEvent.Deleted>()).Key);
        Assert.Contains("site/theirs", await world.KeysAsync("one"));
        Assert.DoesNotContain("site/gone", await world.KeysAsync("one"));
        Assert.Equal(0, world.Requests.Of("ListObjectsV2").Count(static request => request.Target.Contains("site", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_whose_digest_is_remembered_is_not_read()
    {
        world.Time = new Later();
        var folder = world.Folder(("f", [1]));
        var cache = Path.Combine(world.Folder(), "hashes");
        await PublishAsync(folder);
        Claim(cache, folder, "f", [2]);

        await world.SyncAsync(At(folder), Site, options => ByManifest(options) with { Compare = ByManifest(options).Compare with { HashCache = cache } });

        Assert.Equal("another checksum", Assert.Single(world.Events.OfType<SyncEvent.Transferred>()).Reason);
    }

    [Fact]
    public async Task What_the_next_manifest_says_of_unchanged_objects_comes_from_the_last_one()
    {
        var folder = world.Folder(("f", [1]));
        await PublishAsync(folder);

        await world.SyncAsync(At(folder), Site, ByManifest);

        var record = Assert.Single(world.Events.OfType<SyncEvent.Skipped>()).Record;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([1])), record?.Sha256);
        Assert.Equal("application/octet-stream", record?.Headers?["content-type"]);
        Assert.NotEmpty(record!.StoredChecksums);
    }

    [Fact]
    public async Task Without_a_manifest_the_target_is_listed_and_compared_by_content_which_is_told()
    {
        var folder = world.Folder(("f", [1]));
        await world.PutAsync("one", "site/f", [1]);
        File.SetLastWriteTimeUtc(Path.Combine(folder, "f"), DateTime.UtcNow.AddHours(1));
        world.Requests.Clear();

        var counts = await world.SyncAsync(At(folder), Site, ByManifest);

        Assert.Equal((0, 1), (counts.Transferred, counts.Skipped));
        Assert.Equal("S3S763", Assert.Single(world.Events.OfType<SyncEvent.Noted>()).Problem.Code);
        Assert.Empty(world.Events.OfType<SyncEvent.Warned>());
        Assert.Equal(1, world.Requests.Count("ListObjectsV2"));
    }

    [Theory]
    [InlineData("damaged", "damaged")]
    [InlineData("of another target", "of another target")]
    [InlineData("of a directory", "of another target")]
    [InlineData("of another endpoint", "of another endpoint, http://elsewhere.example:9000")]
    [InlineData("of no named endpoint", "of another endpoint")]
    [InlineData("of a failed run", "has not completed")]
    public async Task A_manifest_that_cannot_be_relied_on_is_told_of_and_the_target_is_listed(string flaw, string told)
    {
        var folder = world.Folder(("f", [1]));
        await PublishAsync(folder, flaw);
        await world.Client.DeleteObjectAsync(world.Name("one"), "site/f");
        world.Requests.Clear();

        await world.SyncAsync(At(folder), Site, ByManifest);

        var warning = Assert.Single(world.Events.OfType<SyncEvent.Warned>()).Problem;
        Assert.Equal("S3S764", warning.Code);
        Assert.Contains(told, warning.Message, StringComparison.Ordinal);
        Assert.Equal(1, world.Requests.Count("ListObjectsV2"));
        Assert.Contains("site/f", await world.KeysAsync("one"));
    }

    [Fact]
    public async Task What_is_no_manifest_is_not_replaced_by_one()
    {
        var folder = world.Folder(("f", [1]));
        await PublishAsync(folder, "no manifest");
        RoadWorld.Write(folder, "f", [7]);

        var report = await world.RunAsync(At(folder), Site, ByManifest);

        Assert.Equal((RunOutcome.Failed, "S3S772"), (report.Outcome, Assert.Single(report.RunProblems).Code));
        Assert.Equal("not one"u8.ToArray(), await world.ContentAsync("one", Kept));
        Assert.Equal([1], await world.ContentAsync("one", "site/f"));
    }

    [Fact]
    public async Task A_prefix_without_its_slash_is_another_target()
    {
        var folder = world.Folder(("f", [1]));
        await PublishAsync(folder);

        await world.SyncAsync(At(folder), S3At("one", "site"), ByManifest);

        Assert.Equal("S3S764", Assert.Single(world.Events.OfType<SyncEvent.Warned>()).Problem.Code);
        Assert.Contains("sitef", await world.KeysAsync("one"));
    }

    [Fact]
    public async Task Verify_remote_transfers_again_what_is_missing_or_another_at_the_target()
    {
        var folder = world.Folder(("same", [1]), ("missing", [2]), ("other", [3]), ("longer", [4]));
        await PublishAsync(folder);
        await world.Client.DeleteObjectAsync(world.Name("one"), "site/missing");
        await world.PutAsync("one", "site/other", [8]);
        await world.PutAsync("one", "site/longer", [4, 4]);
        await world.PutAsync("one", "site/theirs", [9]);

        await world.SyncAsync(At(folder), Site, options => ByManifest(options) with
        {
            Compare = ByManifest(options).Compare with { VerifyRemote = true },
            Delete = new() { Enabled = true },
        });

        Assert.Equal(["longer", "missing", "other"], world.Events.OfType<SyncEvent.Transferred>().Select(fact => fact.Key).Order());
        Assert.Equal("same", Assert.Single(world.Events.OfType<SyncEvent.Skipped>()).Key);
        Assert.Contains("site/theirs", await world.KeysAsync("one"));
    }

    [Fact]
    public async Task Without_verify_remote_what_others_did_at_the_target_is_not_seen()
    {
        var folder = world.Folder(("f", [1]));
        await PublishAsync(folder);
        await world.Client.DeleteObjectAsync(world.Name("one"), "site/f");

        Assert.Equal(0, (await world.SyncAsync(At(folder), Site, ByManifest)).Transferred);
    }

    [Fact]
    public async Task What_was_passed_by_for_its_time_is_compared_by_content_and_not_taken_for_its_source()
    {
        var folder = world.Folder(("f", [1]), ("g", [2]));
        await world.SyncAsync(At(folder), Site);
        RoadWorld.Write(folder, "f", [7]);
        File.SetLastWriteTimeUtc(Path.Combine(folder, "f"), Old);
        world.Events.Clear();
        await PublishAsync(folder);
        Assert.Equal([1], await world.ContentAsync("one", "site/f"));

        await world.SyncAsync(At(folder), Site, ByManifest);

        Assert.Equal("f", Assert.Single(world.Events.OfType<SyncEvent.Transferred>()).Key);
        Assert.Equal([7], await world.ContentAsync("one", "site/f"));
        Assert.Equal(0, world.Requests.Count("ListObjectsV2"));
    }

    [Fact]
    public async Task A_run_that_was_killed_leaves_no_manifest_that_tells_of_what_is_no_longer_there()
    {
        var folder = world.Folder(("f", [1]), ("gone", [2]));
        await world.SyncAsync(At(folder), Site, ByManifest);
        var before = await world.ContentAsync("one", Kept);
        RoadWorld.Write(folder, "f", [7]);
        File.Delete(Path.Combine(folder, "gone"));
        var rule = world.Faults.When(request => request is { Operation: "PutObject", Key: "site/f" }).First(1).Stall();
        var run = world.SyncAsync(At(folder), Site, options => ByManifest(options) with { Delete = new() { Enabled = true } });
        await rule.ReachedAsync();
        var during = await world.ContentAsync("one", Kept);
        rule.Release();
        await run;
        await world.PutAsync("one", Kept, during); // as if it had been killed after its deletes

        RoadWorld.Write(folder, "f", [1]);
        RoadWorld.Write(folder, "gone", [2]);
        world.Events.Clear();
        await world.SyncAsync(At(folder), Site, ByManifest);

        Assert.NotEqual(before, during);
        Assert.Equal(["f", "gone"], world.Events.OfType<SyncEvent.Transferred>().Select(fact => fact.Key).Order());
        Assert.Contains("has not completed", Assert.Single(world.Events.OfType<SyncEvent.Warned>()).Problem.Message, StringComparison.Ordinal);
        Assert.Equal([1], await world.ContentAsync("one", "site/f"));
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_taken_back_ends_the_run_before_anything_is_changed()
    {
        var folder = world.Folder(("f", [1]));
        await world.SyncAsync(At(folder), Site, ByManifest);
        RoadWorld.Write(folder, "f", [7]);
        world.Faults.When(request => request is { Operation: "PutObject", Key: Kept }).Do(LocalS3.Faults.Fault.Answer(403, "AccessDenied"));

        var report = await world.RunAsync(At(folder), Site, ByManifest);

        Assert.Equal((RunOutcome.Failed, "S3S771"), (report.Outcome, Assert.Single(report.RunProblems).Code));
        Assert.Equal([1], await world.ContentAsync("one", "site/f"));
    }

    [Fact]
    public async Task A_target_that_is_gone_when_its_tags_are_compared_is_transferred()
    {
        await world.PutAsync("two", "f", [1]);
        await PublishAsync(S3At("two"), static options => options);
        await world.Client.DeleteObjectAsync(world.Name("one"), "site/f");

        await world.SyncAsync(S3At("two"), Site, options => ByManifest(options) with { Metadata = new() { SyncLatestTagging = true } });

        Assert.Equal("f", Assert.Single(world.Events.OfType<SyncEvent.Transferred>()).Key);
        Assert.Contains("site/f", await world.KeysAsync("one"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Between_buckets_a_manifest_serves_as_well(bool serverSide)
    {
        await world.PutAsync("two", "f", [1]);
        await world.PutAsync("two", "g", [2]);
        await PublishAsync(S3At("two"), options => options with { Transfer = options.Transfer with { ServerSideCopy = serverSide } });
        await world.PutAsync("two", "g", [3]);
        world.Requests.Clear();

        await world.SyncAsync(S3At("two"), Site, ByManifest);

        Assert.Equal("g", Assert.Single(world.Events.OfType<SyncEvent.Transferred>()).Key);
        Assert.Equal(1, world.Requests.Count("ListObjectsV2"));
    }

    [Fact]
    public async Task A_rule_that_changed_is_seen_in_the_manifest_and_only_what_it_concerns_is_asked_for()
    {
        var folder = world.Folder(("a.html", [1]), ("b.txt", [2]));
        await PublishAsync(At(folder), options => options with { Rules = [Rule("no-cache")] });

        await world.SyncAsync(At(folder), Site, options => ByManifest(options) with { Rules = [Rule("no-cache")] });
        Assert.Equal((1, 0), (world.Requests.Count("GetObject"), world.Requests.Count("HeadObject")));
        Assert.Equal("no-cache", world.Events.OfType<SyncEvent.Skipped>().Single(fact => fact.Key == "a.html").Record?.Headers?["cache-control"]);

        await world.SyncAsync(At(folder), Site, options => ByManifest(options) with { Rules = [Rule("no-store")] });
        Assert.Equal("a.html", Assert.Single(world.Events.OfType<SyncEvent.Restamped>()).Key);
        Assert.Equal("no-store", (await world.Client.GetObjectMetadataAsync(world.Name("one"), "site/a.html")).Headers.CacheControl);
        Assert.Equal(0, world.Requests.Count("ListObjectsV2"));
    }

    [Fact]
    public void A_manifest_that_is_kept_nowhere_or_of_a_directory_is_refused()
    {
        var options = new SyncOptions { Compare = new() { Rule = CompareRule.Content, Manifest = true } };
        SyncJob.TryCreate(At("/tmp"), S3At("one"), options, out var problems);
        Assert.Equal("S3S762", Assert.Single(problems).Code);

        SyncJob.TryCreate(S3At("one"), At("/tmp"), options, out problems);
        Assert.Equal("S3S761", Assert.Single(problems).Code);
    }

    private static ObjectRule Rule(string cacheControl) => new("rules[0]", "s3sync.json:2", ["**/*.html"]) { CacheControl = cacheControl };

    private SyncOptions ByManifest(SyncOptions options) => options with
    {
        Compare = options.Compare with { Rule = CompareRule.Content, Manifest = true },
        Report = options.Report with { Manifest = new S3Location(world.Name("one"), Kept) },
    };

    private Task PublishAsync(string folder, string flaw = "") => PublishAsync(At(folder), static options => options, flaw);

    // A run, and the manifest of it.
    private async Task PublishAsync(Location source, Func<SyncOptions, SyncOptions> change, string flaw = "")
    {
        await world.SyncAsync(source, Site, change);
        using var draft = new ManifestDraft();
        IEventSink sink = new ManifestSink(draft);
        world.Events.ForEach(sink.Emit);
        using var document = new MemoryStream();
        using (var writer = new ManifestWriter(document, draft, asLines: false))
        {
            writer.Write(new()
            {
                Target = flaw == "of a directory" ? "/a" : $"s3://{world.Name("one")}/{(flaw == "of another target" ? "elsewhere/" : "site/")}",
                Endpoint = flaw == "of another endpoint" ? "http://elsewhere.example:9000" : flaw == "of no named endpoint" ? null : world.Side.EndpointUrl,
                Verdict = flaw == "of a failed run" ? RunOutcome.Failed : RunOutcome.Completed,
                Run = new() { Source = "here", Began = default, Ended = default },
            });
        }

        var bytes = flaw == "no manifest" ? "not one"u8.ToArray() : document.ToArray();
        if (flaw == "damaged")
        {
            var text = System.Text.Encoding.UTF8.GetString(bytes);
            bytes = System.Text.Encoding.UTF8.GetBytes(text.Replace("\"size\":1", "\"size\":2", StringComparison.Ordinal).Replace("\"size\": 1", "\"size\": 2", StringComparison.Ordinal));
            Assert.NotEqual(document.ToArray(), bytes);
        }

        await world.PutAsync("one", Kept, bytes);
        world.Events.Clear();
        world.Requests.Clear();
    }

    // Says of a file as it is that its content is another.
    private static void Claim(string place, string folder, string key, byte[] content)
    {
        using var cache = HashCache.Open(new(place, folder, OfSource: true, IsReadOnly: false), TimeProvider.System);
        var stamp = FileFacts.Of(Path.Combine(folder, key), follow: false)!.Value.Stamp;
        var digest = Checksum.OfDigest(ChecksumAlgorithm.Sha256, SHA256.HashData(content));
        cache.Remember(key, new HashedContent(stamp, new StoredEvidence.OfChecksum(digest), 0) { Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) }, DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Null(cache.Save());
    }

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddSeconds(10);
    }
}
