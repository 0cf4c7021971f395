using System.Security.Cryptography;
using S3Sync.Engine.Tests.Local;
using S3Sync.Engine.Tests.Road;
using S3Sync.Entries;
using S3Sync.Hashes;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Reporting;
using S3Sync.Storage.Local.FileSystem;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Hashes;

/// <summary>Whole runs with a cache. Where content must not be read, the cache tells a lie that reading would uncover.</summary>
public sealed class HashCacheRunTests : IAsyncLifetime
{
    private RoadWorld world = null!;
    private string cacheFolder = "";

    private string Cache => Path.Combine(cacheFolder, "hashes");

    public async Task InitializeAsync()
    {
        world = await RoadWorld.StartAsync();

        // What a test has just written counts as settled.
        world.Time = new Later();
        cacheFolder = world.Folder();
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_file_that_is_known_is_not_read()
    {
        var folder = world.Folder(("f", [1, 2, 3]));
        await world.PutAsync("one", "f", [4, 5, 6]);
        Claim(folder, "f", [4, 5, 6]);

        var counts = await world.SyncAsync(At(folder), S3At("one"), Cached);

        Assert.Equal((0, 1), (counts.Transferred, counts.Skipped));
    }

    [Fact]
    public async Task A_file_of_the_target_that_is_known_is_not_read()
    {
        var folder = world.Folder(("f", [1, 2, 3]));
        await world.PutAsync("one", "f", [4, 5, 6]);
        Claim(folder, "f", [4, 5, 6]);

        var counts = await world.SyncAsync(S3At("one"), At(folder), Cached);

        Assert.Equal((0, 1), (counts.Transferred, counts.Skipped));
    }

    [Fact]
    public async Task A_file_that_is_known_to_be_other_content_is_transferred_without_comparing()
    {
        var folder = world.Folder(("f", [1, 2, 3]));
        await world.PutAsync("one", "f", [1, 2, 3]);
        Claim(folder, "f", [4, 5, 6]);

        Assert.Equal(1, (await world.SyncAsync(At(folder), S3At("one"), Cached)).Transferred);
        Assert.Equal(0, (await world.SyncAsync(At(folder), S3At("one"), Cached)).Transferred);
    }

    [Fact]
    public async Task Content_that_was_written_with_size_and_time_put_back_is_read()
    {
        var folder = world.Folder(("f", [1, 2, 3]));
        await world.SyncAsync(At(folder), S3At("one"), Cached);
        var path = Path.Combine(folder, "f");
        var time = File.GetLastWriteTimeUtc(path);
        await File.WriteAllBytesAsync(path, [3, 2, 1]);
        File.SetLastWriteTimeUtc(path, time);

        Assert.Equal(1, (await world.SyncAsync(At(folder), S3At("one"), Cached)).Transferred);
        Assert.Equal([3, 2, 1], await world.ContentAsync("one", "f"));
    }

    [Fact]
    public async Task A_file_of_the_same_size_and_time_that_took_the_place_of_another_is_read()
    {
        var folder = world.Folder(("f", [1, 2, 3]), ("g", [3, 2, 1]));
        var time = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Path.Combine(folder, "f"), time);
        File.SetLastWriteTimeUtc(Path.Combine(folder, "g"), time);
        await world.SyncAsync(At(folder), S3At("one"), Cached);
        File.Move(Path.Combine(folder, "g"), Path.Combine(folder, "f"), overwrite: true);

        await world.SyncAsync(At(folder), S3At("one"), Cached);

        Assert.Equal([3, 2, 1], await world.ContentAsync("one", "f"));
    }

    [Fact]
    public async Task Uploads_are_known_to_the_next_run_whole_and_in_parts()
    {
        var large = new byte[11 << 20];
        var folder = world.Folder(("large", large), ("small", [1]), ("middle", new byte[300_000]));

        await world.SyncAsync(At(folder), S3At("one"), Cached);

        Assert.Equal(ETag.OfContent(MD5.HashData([1])), Known(folder, "small"));
        Assert.Equal(ETag.OfContent(MD5.HashData(new byte[300_000])), Known(folder, "middle"));
        Assert.Equal(new((await world.Client.GetObjectMetadataAsync(world.Name("one"), "large")).ETag.Trim('"')), Known(folder, "large"));
        Assert.EndsWith("-2", Known(folder, "large")?.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_were_compared_are_known_to_the_next_run()
    {
        var folder = world.Folder(("f", [1, 2, 3]));
        await world.PutAsync("one", "f", [1, 2, 3]);

        await world.SyncAsync(S3At("one"), At(folder), Cached);

        Assert.Equal(ETag.OfContent(MD5.HashData([1, 2, 3])), Known(folder, "f"));
    }

    [Fact]
    public async Task A_file_that_was_written_just_now_is_not_remembered()
    {
        world.Time = TimeProvider.System;
        var folder = world.Folder(("f", [1, 2, 3]));

        await world.SyncAsync(At(folder), S3At("one"), Cached);

        Assert.True(File.Exists(Cache));
        Assert.Null(Known(folder, "f"));
    }

    [Fact]
    public async Task A_dry_run_writes_no_cache()
    {
        var folder = world.Folder(("f", [1, 2, 3]));
        await world.PutAsync("one", "f", [1, 2, 3]);

        var counts = await world.SyncAsync(At(folder), S3At("one"), options => Cached(options) with { DryRun = true });

        Assert.Equal(1, counts.Skipped);
        Assert.Empty(Directory.GetFileSystemEntries(cacheFolder));
    }

    [Fact]
    public async Task A_file_that_is_gone_is_deleted_at_the_target_and_forgotten()
    {
        var folder = world.Folder(("f", [1]), ("g", [2]));
        await world.SyncAsync(At(folder), S3At("one"), Cached);
        var path = Path.Combine(folder, "f");
        var stamp = FileFacts.Of(path, follow: false)!.Value.Stamp;
        File.Delete(path);

        await world.SyncAsync(At(folder), S3At("one"), options => Cached(options) with { Delete = new() { Enabled = true } });

        Assert.Equal(["g"], await world.KeysAsync("one"));
        Assert.Null(Ask(folder, "f", stamp));
        Assert.NotNull(Known(folder, "g"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_cache_itself_is_never_an_entry(bool isSource)
    {
        var folder = world.Folder(("d/f", [1]));
        cacheFolder = Path.Combine(folder, "d");
        await world.PutAsync("one", "d/f", [1]);
        for (var run = 0; run < 2; run++)
        {
            await world.SyncAsync(isSource ? At(folder) : S3At("one"), isSource ? S3At("one") : At(folder), options => Cached(options) with { Delete = new() { Enabled = true } });

            Assert.Equal(["d/f"], await world.KeysAsync("one"));
            Assert.Equal(["f", "hashes"], Directory.GetFileSystemEntries(cacheFolder).Select(Path.GetFileName).Order());
        }
    }

    [Fact]
    public async Task A_damaged_cache_is_a_warning_and_is_written_anew()
    {
        var folder = world.Folder(("f", [1]));
        await File.WriteAllTextAsync(Cache, "S3SyncHC and nothing else of ours");

        await world.SyncAsync(At(folder), S3At("one"), Cached);

        Assert.Contains(Cache, Assert.Single(world.Events.OfType<SyncEvent.Warned>()).Problem.Message, StringComparison.Ordinal);
        Assert.NotNull(Known(folder, "f"));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_ends_the_run_before_anything_is_transferred()
    {
        var folder = world.Folder(("f", [1]));
        cacheFolder = Path.Combine(cacheFolder, "missing");

        var report = await world.RunAsync(At(folder), S3At("one"), Cached);

        Assert.Equal("S3S352", Assert.Single(report.RunProblems).Code);
        Assert.Empty(await world.KeysAsync("one"));
    }

    [UnixFact]
    public async Task What_was_hashed_in_a_run_that_fails_is_remembered()
    {
        var folder = world.Folder(("f", [1]), ("z", [2]));
        File.CreateSymbolicLink(Path.Combine(folder, "g"), Path.Combine(folder, "nowhere"));

        var report = await world.RunAsync(At(folder), S3At("one"), Cached);

        Assert.Equal(RunOutcome.Failed, report.Outcome);
        Assert.NotNull(Known(folder, "f"));
        Assert.NotNull(Known(folder, "z"));
    }

    [Fact]
    public async Task A_cancelled_run_forgets_nothing()
    {
        var folder = world.Folder(("f", [1]), ("z", [2]));
        await world.SyncAsync(At(folder), S3At("one"), Cached);
        await File.WriteAllBytesAsync(Path.Combine(folder, "f"), [3]);

        var report = await world.RunAsync(At(folder), S3At("one"), Cached, new CancellationToken(canceled: true));

        Assert.Equal(RunOutcome.Cancelled, report.Outcome);
        Assert.NotNull(Known(folder, "z"));
    }

    [Fact]
    public void A_cache_without_a_use_is_refused()
    {
        var options = new SyncOptions { Compare = new() { HashCache = Cache } };
        SyncJob.TryCreate(At(cacheFolder), S3At("one"), options, out var problems);
        Assert.Equal("S3S521", Assert.Single(problems).Code);

        SyncJob.TryCreate(S3At("two"), S3At("one"), options with { Compare = new() { HashCache = Cache, Rule = CompareRule.ETag } }, out problems);
        Assert.Equal("S3S521", Assert.Single(problems).Code);
    }

    private SyncOptions Cached(SyncOptions options) => options with { Compare = new() { Rule = CompareRule.ETag, HashCache = Cache } };

    private HashCache Open(string folder) => HashCache.Open(new(Cache, folder, OfSource: true, IsReadOnly: false), TimeProvider.System);

    // Says of a file as it is that its content is another.
    private void Claim(string folder, string key, byte[] content)
    {
        using var cache = Open(folder);
        var stamp = FileFacts.Of(Path.Combine(folder, key), follow: false)!.Value.Stamp;
        cache.Remember(key, new(stamp, new StoredEvidence.OfETag(ETag.OfContent(MD5.HashData(content))), 0), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Null(cache.Save());
    }

    private ETag? Known(string folder, string key) => Ask(folder, key, FileFacts.Of(Path.Combine(folder, key), follow: false)!.Value.Stamp);

    private ETag? Ask(string folder, string key, FileStamp stamp)
    {
        using var cache = Open(folder);
        Assert.Null(cache.Complaint);
        return CacheWorld.Ask(cache, key, stamp);
    }

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddSeconds(10);
    }
}
