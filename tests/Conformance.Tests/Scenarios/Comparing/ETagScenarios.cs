using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Comparing;

/// <summary><c>--check-etag</c> and <c>--check-mtime-and-etag</c>.</summary>
public sealed class ETagScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Upload, 1000)]
    [Row(Way.Upload, 11 * MiB)]
    [Row(Way.Download, 1000)]
    [Row(Way.Download, 11 * MiB)]
    [Row(Way.Relay, 1000)]
    [Row(Way.Relay, 11 * MiB)]
    [Row(Way.Copy, 1000)]
    [Row(Way.Copy, 11 * MiB)]
    public async Task The_same_content_is_skipped_after_it_was_synchronized(Way way, int size)
    {
        var ends = await Between(way).HasAsync(("f", Content.Of(size)));
        await ends.SyncAsync(InSmallParts("--check-etag"));

        var second = await ends.SyncAsync(InSmallParts("--check-etag"));

        Assert.Equal((0, 1, 0), (second.Counts.Transferred, second.Counts.Skipped, second.Counts.Warnings));
    }

    [Scenarios]
    [Row(Way.Upload, 1000)]
    [Row(Way.Upload, 6 * MiB)]
    [Row(Way.Download, 1000)]
    [Row(Way.Download, 6 * MiB)]
    [Row(Way.Relay, 1000)]
    [Row(Way.Relay, 6 * MiB)]
    [Row(Way.Copy, 1000)]
    [Row(Way.Copy, 6 * MiB)]
    public async Task Other_content_of_the_same_size_is_transferred_however_old_it_is(Way way, int size)
    {
        var ends = await Between(way).HasOlderAsync("f", Content.Of(size, 1), Content.Of(size, 2));

        var outcome = await ends.SyncAsync(InSmallParts("--check-etag"));

        Assert.Equal(["f"], outcome.Transferred);
        Assert.Equal(Content.Of(size, 1), await ends.TargetAsync("f"));
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    public async Task A_newer_file_or_object_of_the_same_content_is_skipped(Way way)
    {
        var ends = await Between(way).HasNewerAsync("f", [1, 2, 3], [1, 2, 3]);

        Assert.Empty((await ends.SyncAsync("--check-etag")).Transferred);
        Assert.Empty((await ends.SyncAsync("--check-mtime-and-etag")).Transferred);
        Assert.Equal(["f"], (await ends.SyncAsync()).Transferred);
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Time_and_ETag_transfer_what_is_newer_and_other(Way way)
    {
        var ends = await Between(way).HasNewerAsync("newer-other", [1, 2, 3], [7, 8, 9]);
        await ends.HasNewerAsync("newer-same", [4, 5], [4, 5]);
        await ends.HasOlderAsync("older-other", [1, 2, 3], [7, 8, 9]);

        var outcome = await ends.SyncAsync("--check-mtime-and-etag");

        Assert.Equal(["newer-other"], outcome.Transferred);
    }

    [Scenarios]
    [Row(Way.Upload, 5, 8)]
    [Row(Way.Upload, 6, 5)]
    [Row(Way.Download, 5, 8)]
    [Row(Way.Download, 6, 5)]
    public async Task Parts_of_another_size_are_recognised_as_the_same_content(Way way, int uploaded, int checkedIn)
    {
        var content = Content.Of(16 * MiB);
        var file = World.Folder(("f", content));
        await World.SyncAsync(file, "s3://one", "--multipart-threshold", $"{uploaded}MiB", "--multipart-chunksize", $"{uploaded}MiB");

        var outcome = await World.SyncAsync(way == Way.Upload ? file : "s3://one", way == Way.Upload ? "s3://one" : file,
            "--check-etag", "--multipart-threshold", $"{checkedIn}MiB", "--multipart-chunksize", $"{checkedIn}MiB");

        Assert.Empty(outcome.Transferred);
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    public async Task Auto_chunksize_recognises_an_object_of_one_put_beyond_the_threshold(Way way)
    {
        var content = Content.Of(9 * MiB);
        var ends = await Between(way).HasOlderAsync("f", content, content);

        Assert.Empty((await ends.SyncAsync("--check-etag", "--auto-chunksize")).Transferred);
    }

    [Scenario]
    public async Task Objects_in_other_parts_are_transferred_once_and_then_known()
    {
        var file = World.Folder(("f", Content.Of(16 * MiB)));
        await World.SyncAsync(file, "s3://one", "--multipart-threshold", "6MiB", "--multipart-chunksize", "6MiB");
        await World.SyncAsync("s3://one", "s3://two", "--check-etag");

        var second = await World.SyncAsync("s3://one", "s3://two", "--check-etag");

        Assert.Empty(second.Transferred);
    }

    [Scenarios(Capability.Faults)]
    [Row(Way.Upload)]
    [Row(Way.Relay)]
    public async Task ETags_of_one_form_are_compared_by_the_listings_alone(Way way)
    {
        var ends = await Between(way).HasOlderAsync("f", [1, 2, 3], [1, 2, 3]);
        World.ForgetRequests();

        await ends.SyncAsync("--check-etag");

        Assert.All(World.Requests, request => Assert.StartsWith("List", request.Operation, StringComparison.Ordinal));
    }

    [Scenarios]
    [Row("--check-size")]
    [Row("--check-mtime-and-etag")]
    [Row("--check-additional-checksum=SHA256")]
    [Row("--check-mtime-and-additional-checksum=SHA256")]
    public async Task It_goes_with_no_other_rule(string other)
    {
        var outcome = await World.RunAsync(World.Folder(), "s3://one", ["--check-etag", .. other.Split('=')]);

        Assert.Contains("S3S127", outcome.Codes);
    }

    [Scenario]
    public async Task A_hash_cache_finds_the_same_without_reading_again()
    {
        var source = World.Folder(("f", Content.Of(5000)), ("g", Content.Of(70)));
        foreach (var name in new[] { "f", "g" })
        {
            File.SetLastWriteTimeUtc(Path.Combine(source, name), DateTime.UtcNow.AddMinutes(-5));
        }

        await World.SyncAsync(source, "s3://one");
        var cache = Path.Combine(World.Folder(), "cache");
        await World.SyncAsync(source, "s3://one", "--check-etag", "--hash-cache", cache);

        var second = await World.SyncAsync(source, "s3://one", "--check-etag", "--hash-cache", cache);

        Assert.True(new FileInfo(cache).Length > 0);
        Assert.Empty(second.Transferred);
    }
}
