using System.Security.Cryptography;
using S3Sync.Engine.Tests.Road;
using S3Sync.Entries;
using S3Sync.Hashes;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.Storage.Local.FileSystem;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Records;

/// <summary>What is recorded of objects that are unchanged. Where content must not be read, the cache tells a lie that reading would uncover.</summary>
public sealed class SkippedRecordTests : IAsyncLifetime
{
    private static readonly string Lie = Sha256Of([9, 9, 9]);
    private RoadWorld world = null!;
    private string cacheFolder = "";

    private string Cache => Path.Combine(cacheFolder, "hashes");

    public async Task InitializeAsync()
    {
        world = await RoadWorld.StartAsync();
        world.Wants = EventDetails.Records;
        world.Time = new Later();
        cacheFolder = world.Folder();
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(CompareRule.TimeAndSize)]
    [InlineData(CompareRule.Size)]
    [InlineData(CompareRule.ETag)]
    public async Task An_unchanged_file_is_recorded_with_its_digest_whatever_it_was_compared_by(CompareRule rule)
    {
        var folder = world.Folder(("f", [1, 2, 3]), ("empty", []));
        await world.SyncAsync(At(folder), S3At("one"));
        world.Events.Clear();

        await world.SyncAsync(At(folder), S3At("one"), options => options with { Compare = new() { Rule = rule } });

        var record = Recorded("f");
        Assert.Equal((3, Sha256Of([1, 2, 3])), (record.Size, record.Sha256));
        Assert.Equal(ETag.OfContent(MD5.HashData([1, 2, 3])), record.StoredETag);
        Assert.Equal("etag", record.VerifiedBy);
        Assert.Null(record.Headers);
        Assert.Equal(Sha256Of([]), Recorded("empty").Sha256);
    }

    [Fact]
    public async Task A_file_that_is_passed_by_for_its_size_and_has_another_content_is_not_said_to_be_what_is_stored()
    {
        var folder = world.Folder(("f", [1, 2, 3]));
        await world.PutAsync("one", "f", [4, 5, 6]);

        await world.SyncAsync(At(folder), S3At("one"), options => options with { Compare = new() { Rule = CompareRule.Size } });

        Assert.Equal((Sha256Of([1, 2, 3]), null), (Recorded("f").Sha256, Recorded("f").VerifiedBy));
    }

    [Theory]
    [InlineData(CompareRule.TimeAndSize)]
    [InlineData(CompareRule.ETag)]
    public async Task An_unchanged_file_whose_digest_is_remembered_is_not_read(CompareRule rule)
    {
        var folder = world.Folder(("f", [1, 2, 3]));
        await world.SyncAsync(At(folder), S3At("one"));
        Claim(folder, "f", [1, 2, 3], Lie);
        world.Events.Clear();

        await world.SyncAsync(At(folder), S3At("one"), Cached(rule));

        Assert.Equal(Lie, Recorded("f").Sha256);
    }

    [Fact]
    public async Task Uploads_in_every_form_leave_their_digests_in_the_cache()
    {
        var folder = world.Folder(("small", [1]), ("middle", Content.Of(300_000)), ("large", Content.Of(11 << 20)));

        await world.SyncAsync(At(folder), S3At("one"), Cached(CompareRule.TimeAndSize));

        Assert.Equal(Sha256Of([1]), Known(folder, "small"));
        Assert.Equal(Sha256Of(Content.Of(300_000)), Known(folder, "middle"));
        Assert.Equal(Sha256Of(Content.Of(11 << 20)), Known(folder, "large"));
    }

    [Theory]
    [InlineData(CompareRule.TimeAndSize)]
    [InlineData(CompareRule.ETag)]
    public async Task What_had_to_be_read_is_remembered_for_the_next_run(CompareRule rule)
    {
        var folder = world.Folder(("f", [1, 2, 3]));
        await world.PutAsync("one", "f", [1, 2, 3]);

        await world.SyncAsync(At(folder), S3At("one"), Cached(rule));

        Assert.Equal(Sha256Of([1, 2, 3]), Known(folder, "f"));
    }

    [Fact]
    public async Task A_digest_that_is_added_to_what_is_remembered_leaves_the_ETag_there()
    {
        var folder = world.Folder(("f", [1, 2, 3]));
        await world.PutAsync("one", "f", [4, 5, 6]);
        Claim(folder, "f", [4, 5, 6], sha256: null);

        await world.SyncAsync(At(folder), S3At("one"), Cached(CompareRule.ETag));
        world.Events.Clear();
        await world.SyncAsync(At(folder), S3At("one"), Cached(CompareRule.ETag));

        Assert.Equal(Sha256Of([1, 2, 3]), Recorded("f").Sha256);
    }

    [Fact]
    public async Task A_file_that_was_remembered_and_has_changed_is_read()
    {
        var folder = world.Folder(("f", [1, 2, 3]));
        await world.SyncAsync(At(folder), S3At("one"));
        Claim(folder, "f", [1, 2, 3], Lie);
        RoadWorld.Write(folder, "f", [1, 2, 3]);
        world.Events.Clear();

        await world.SyncAsync(At(folder), S3At("one"), Cached(CompareRule.Size));

        Assert.Equal(Sha256Of([1, 2, 3]), Recorded("f").Sha256);
    }

    [Fact]
    public async Task An_unchanged_object_that_stores_no_digest_of_the_whole_has_none()
    {
        await world.PutAsync("one", "f", [1, 2, 3]);
        await world.SyncAsync(S3At("one"), S3At("two"));
        world.Events.Clear();

        await world.SyncAsync(S3At("one"), S3At("two"));

        Assert.Null(Recorded("f").Sha256);
        Assert.NotNull(Recorded("f").StoredETag);
    }

    [Fact]
    public async Task A_digest_that_was_compared_is_recorded()
    {
        await world.Client.PutObjectAsync(new() { BucketName = world.Name("one"), Key = "f", InputStream = new MemoryStream([1, 2, 3]), ChecksumAlgorithm = Amazon.S3.ChecksumAlgorithm.SHA256 });
        var bySha256 = (SyncOptions options) => options with { Compare = new() { Rule = CompareRule.Checksum, ChecksumAlgorithm = ChecksumAlgorithm.Sha256 } };
        await world.SyncAsync(S3At("one"), S3At("two"), bySha256);
        world.Events.Clear();

        await world.SyncAsync(S3At("one"), S3At("two"), bySha256);

        Assert.Equal(Sha256Of([1, 2, 3]), Recorded("f").Sha256);
        Assert.Equal(ChecksumAlgorithm.Sha256, Assert.Single(Recorded("f").StoredChecksums).Algorithm);
    }

    [Fact]
    public async Task The_digest_of_a_file_stands_for_its_source_only_when_their_contents_were_compared()
    {
        await world.PutAsync("one", "f", [1, 2, 3]);
        var folder = world.Folder();
        await world.SyncAsync(S3At("one"), At(folder));
        world.Events.Clear();

        await world.SyncAsync(S3At("one"), At(folder));
        Assert.Null(Recorded("f").Sha256);
        world.Events.Clear();

        await world.SyncAsync(S3At("one"), At(folder), options => options with { Compare = new() { Rule = CompareRule.ETag } });
        Assert.Equal(Sha256Of([1, 2, 3]), Recorded("f").Sha256);
    }

    [Fact]
    public async Task Without_anybody_who_keeps_records_an_unchanged_file_is_not_read()
    {
        world.Wants = EventDetails.None;
        var folder = world.Folder(("f", [1, 2, 3]));
        await world.SyncAsync(At(folder), S3At("one"));
        world.Events.Clear();

        await world.SyncAsync(At(folder), S3At("one"), options => options with { Compare = new() { HashCache = Cache, Rule = CompareRule.TimeAndETag } });

        Assert.Null(Assert.Single(world.Events.OfType<SyncEvent.Skipped>()).Record);
        Assert.Null(Known(folder, "f"));
    }

    [Fact]
    public async Task A_file_that_changes_after_it_was_compared_is_transferred_and_not_recorded_as_unchanged()
    {
        var folder = world.Folder(("f", [1, 2, 3]));
        await world.Client.PutObjectAsync(new() { BucketName = world.Name("one"), Key = "f", InputStream = new MemoryStream([1, 2, 3]), ChecksumAlgorithm = Amazon.S3.ChecksumAlgorithm.CRC32 });
        using (var cache = Open(folder))
        {
            var stamp = FileFacts.Of(Path.Combine(folder, "f"), follow: false)!.Value.Stamp;
            var crc = new Checksum(ChecksumAlgorithm.Crc32, (await world.Client.GetObjectMetadataAsync(new() { BucketName = world.Name("one"), Key = "f", ChecksumMode = Amazon.S3.ChecksumMode.ENABLED })).ChecksumCRC32);
            cache.Remember("f", new(stamp, new StoredEvidence.OfChecksum(crc), 0), DateTimeOffset.UtcNow.AddMinutes(1));
            Assert.Null(cache.Save());
        }

        var rule = world.Faults.When(request => request.Operation == "HeadObject").First(1).Stall();
        var run = world.SyncAsync(At(folder), S3At("one"), options => options with
        {
            Compare = new() { Rule = CompareRule.Checksum, ChecksumAlgorithm = ChecksumAlgorithm.Crc32, HashCache = Cache },
        });
        await rule.ReachedAsync();
        RoadWorld.Write(folder, "f", [4, 5, 6]);
        rule.Release();
        await run;

        var told = Assert.Single(world.Events.OfType<SyncEvent.Transferred>());
        Assert.Equal(("changed since it was compared", Sha256Of([4, 5, 6])), (told.Reason, told.Record?.Sha256));
        Assert.Equal([4, 5, 6], await world.ContentAsync("one", "f"));
        Assert.Empty(world.Events.OfType<SyncEvent.Skipped>());
    }

    private static string Sha256Of(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private Func<SyncOptions, SyncOptions> Cached(CompareRule rule) => options => options with
    {
        Compare = new() { Rule = rule, HashCache = Cache },
        Report = options.Report with { Checksums = Path.Combine(cacheFolder, "sums") },
    };

    private ObjectRecord Recorded(string key) => Assert.IsType<ObjectRecord>(Assert.Single(world.Events.OfType<SyncEvent.Skipped>(), fact => fact.Key == key).Record);

    private HashCache Open(string folder) => HashCache.Open(new(Cache, folder, OfSource: true, IsReadOnly: false), TimeProvider.System);

    // Says of a file as it is that its content and its digest are others.
    private void Claim(string folder, string key, byte[] content, string? sha256)
    {
        using var cache = Open(folder);
        var stamp = FileFacts.Of(Path.Combine(folder, key), follow: false)!.Value.Stamp;
        cache.Remember(key, new(stamp, new StoredEvidence.OfETag(ETag.OfContent(MD5.HashData(content))), 0) { Sha256 = sha256 }, DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Null(cache.Save());
    }

    private string? Known(string folder, string key)
    {
        using var cache = Open(folder);
        Assert.Null(cache.Complaint);
        var facts = FileFacts.Of(Path.Combine(folder, key), follow: false)!.Value;
        var entry = new Entry(key, EntryKind.Object, facts.Size, facts.Modified) { Stamp = facts.Stamp };
        return ((Entry)cache.Attach(new(entry, null)).Source!).Remembered?.Sha256;
    }

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddSeconds(10);
    }
}
