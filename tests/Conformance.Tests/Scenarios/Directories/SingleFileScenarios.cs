using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Directories;

/// <summary>One file as the source.</summary>
public sealed class SingleFileScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row("", "file.txt")]
    [Row("dir/", "dir/file.txt")]
    [Row("dir", "dirfile.txt")]
    public async Task A_single_file_is_a_source_of_its_name(string prefix, string key)
    {
        var folder = World.Folder(("file.txt", [1, 2]), ("other", [3]));

        await World.SyncAsync(Path.Combine(folder, "file.txt"), $"s3://one/{prefix}");

        Assert.Equal([key], await World.KeysAsync("one"));
        Assert.StartsWith("text/plain", (await World.HeadAsync("one", key)).Headers.ContentType, StringComparison.Ordinal);
    }

    [Scenarios]
    [Row("")]
    [Row("--check-size")]
    [Row("--check-etag")]
    [Row("--check-mtime-and-etag")]
    [Row("--head-each-target")]
    [Row("--check-additional-checksum=CRC64NVME", Needs = [Capability.Checksums])]
    [Row("--check-mtime-and-additional-checksum=CRC64NVME", Needs = [Capability.Checksums])]
    public async Task A_single_file_is_compared_like_any_other(string rule)
    {
        var file = Path.Combine(World.Folder(("f", [1, 2])), "f");
        string[] options = [.. rule.Length == 0 ? [] : rule.Split('='), "--additional-checksum-algorithm", "CRC64NVME"];
        await World.SyncAsync(file, "s3://one", options);

        var second = await World.SyncAsync(file, "s3://one", options);

        Assert.Equal((0, 1), (second.Counts.Transferred, second.Counts.Skipped));
    }

    [Scenario]
    public async Task A_single_file_does_not_go_with_delete()
    {
        await World.PutAsync("one", "other", [1]);

        var outcome = await World.RunAsync(Path.Combine(World.Folder(("f", [1])), "f"), "s3://one", "--delete");

        Assert.NotEmpty(outcome.Refusals);
        Assert.Equal(["other"], await World.KeysAsync("one"));
    }

    [Scenario]
    public async Task A_single_large_file_goes_in_parts()
    {
        var file = Path.Combine(World.Folder(("f", Content.Of(11 * MiB))), "f");

        await World.SyncAsync(file, "s3://one", InSmallParts());

        Assert.EndsWith("-3\"", (await World.HeadAsync("one", "f")).ETag, StringComparison.Ordinal);
    }
}
