using System.Text;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Operations;

/// <summary>What is kept in a folder.</summary>
public sealed class StorageTests
{
    private static readonly string[] OddKeys =
    [
        "../up", "./here", "a//b", "/lead", "dir", "dir/", "dir/x", "..", ".", "a b+c%2Fd&e=f?g#h", "\U0001f600", "e\u0301", "tab\t", "line\n", "\u0001",
        new string('k', 1024), new string('é', 512), "back\\slash", "CON", "nul.txt", " ", "UPPER", "upper",
    ];

    [Fact]
    public async Task Every_legal_key_is_kept_apart_and_outlives_a_restart()
    {
        using var folder = new TempFolder();
        await using (var first = await S3World.OverAsync(folder.Path))
        {
            await first.BucketAsync();
            foreach (var key in OddKeys) Assert.Equal((key, null), (key, (await first.SendAsync(HttpMethod.Put, Target(key), key)).Code));
        }

        await using var second = await S3World.OverAsync(folder.Path);
        foreach (var key in OddKeys) Assert.Equal(key, (await second.SendAsync(HttpMethod.Get, Target(key))).Text);
        Assert.Equal(["buckets"], Directory.GetDirectories(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_record_that_was_cut_off_is_as_if_it_never_was()
    {
        using var folder = new TempFolder();
        await using (var first = await S3World.OverAsync(folder.Path))
        {
            await first.BucketAsync();
            await first.SendAsync(HttpMethod.Put, "/bucket/kept", "kept");
        }

        var journal = Path.Combine(folder.Path, "buckets", "bucket", "journal");
        await File.AppendAllTextAsync(journal, "{\"Put\":{\"Key\":\"torn\"");
        await using (var second = await S3World.OverAsync(folder.Path)) await second.SendAsync(HttpMethod.Put, "/bucket/after", "after");
        await using var third = await S3World.OverAsync(folder.Path);

        Assert.Equal(["after", "kept"], (await third.Client.ListObjectsV2Async(new() { BucketName = "bucket" })).S3Objects.Select(one => one.Key));
    }

    [Fact]
    public async Task Content_that_nobody_acknowledged_is_swept_at_the_start()
    {
        using var folder = new TempFolder();
        await using (var first = await S3World.OverAsync(folder.Path)) await first.BucketAsync();
        var orphan = Path.Combine(folder.Path, "buckets", "bucket", "content", "ab", "abcd");
        Directory.CreateDirectory(Path.GetDirectoryName(orphan)!);
        await File.WriteAllTextAsync(orphan, "x");

        await using var second = await S3World.OverAsync(folder.Path);

        Assert.False(File.Exists(orphan));
    }

    [Fact]
    public async Task A_refused_write_leaves_no_content_behind()
    {
        using var folder = new TempFolder();
        await using var world = await S3World.OverAsync(folder.Path);
        await world.BucketAsync();
        await world.SendAsync(HttpMethod.Put, "/bucket/k", "one");
        await world.SendAsync(HttpMethod.Put, "/bucket/k", "two", ("If-None-Match", "*"));
        await world.SendAsync(HttpMethod.Put, "/bucket/k", "two", ("x-amz-checksum-crc32", "AAAAAA=="));

        Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "buckets"), "*", SearchOption.AllDirectories), file => Path.GetFileName(file) != "journal");
    }

    [Fact]
    public async Task A_journal_full_of_the_past_is_rewritten_at_the_start()
    {
        using var folder = new TempFolder();
        await using (var first = await S3World.OverAsync(folder.Path))
        {
            await first.BucketAsync();
            await Parallel.ForEachAsync(Enumerable.Range(0, 1100), async (number, _) => await first.SendAsync(HttpMethod.Put, "/bucket/k", $"{number}"));
        }

        await using var second = await S3World.OverAsync(folder.Path);
        var lines = await ReadSharedAsync(Path.Combine(folder.Path, "buckets", "bucket", "journal"));
        await second.SendAsync(HttpMethod.Put, "/bucket/after", "x");

        Assert.Equal(2, lines.Count(unit => unit == '\n'));
        Assert.Equal(2, (await second.Client.ListObjectsV2Async(new() { BucketName = "bucket" })).KeyCount);
    }

    [Fact]
    public async Task A_removed_bucket_is_gone_and_can_be_made_again()
    {
        using var folder = new TempFolder();
        await using var world = await S3World.OverAsync(folder.Path);
        await world.BucketAsync();
        await world.SendAsync(HttpMethod.Put, "/bucket/k", "one");
        Assert.Equal("BucketNotEmpty", (await world.SendAsync(HttpMethod.Delete, "/bucket")).Code);
        await world.SendAsync(HttpMethod.Delete, "/bucket/k");
        await world.SendAsync(HttpMethod.Delete, "/bucket");
        Assert.Equal("NoSuchBucket", (await world.SendAsync(HttpMethod.Get, "/bucket?list-type=2")).Code);
        await world.BucketAsync();

        Assert.Equal(0, (await world.Client.ListObjectsV2Async(new() { BucketName = "bucket" })).KeyCount);
    }

    // A slash is never escaped: that is how S3 signs a path.
    private static string Target(string key) => "/bucket/" + Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal);

    private static async Task<string> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
