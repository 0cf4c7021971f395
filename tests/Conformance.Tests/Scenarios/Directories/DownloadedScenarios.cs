using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Directories;

/// <summary>Keys that become paths, and those that cannot.</summary>
public sealed class DownloadedScenarios(TestedServer server) : Scenario(server)
{
    [Scenario]
    public async Task A_marker_becomes_a_folder_once()
    {
        await World.PutAsync("one", "d/e/", []);
        var target = World.Folder();

        var first = await World.SyncAsync("s3://one", target);
        var second = await World.SyncAsync("s3://one", target, "--delete");

        Assert.True(Directory.Exists(Path.Combine(target, "d", "e")));
        Assert.Equal((1, 0), (first.Counts.Transferred, second.Counts.Transferred));
        Assert.True(Directory.Exists(Path.Combine(target, "d", "e")));
    }

    [Scenario]
    public async Task A_marker_stays_while_its_folder_exists_and_a_folder_makes_none()
    {
        await World.PutAsync("one", "d/", []);
        var source = World.Folder();
        Directory.CreateDirectory(Path.Combine(source, "d"));
        Directory.CreateDirectory(Path.Combine(source, "other"));

        await World.SyncAsync(source, "s3://one", "--delete");

        Assert.Equal(["d/"], await World.KeysAsync("one"));
    }

    [Scenarios]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task A_marker_is_an_object_between_buckets(Way way)
    {
        await World.PutAsync("one", "d/", []);
        await World.PutAsync("one", "with-content/", [1]);

        await Between(way).SyncAsync();

        Assert.Equal(["d/", "with-content/"], await World.KeysAsync("two"));
        Assert.Equal([1], await World.ContentAsync("two", "with-content/"));
    }

    [Scenarios]
    [Row("with-content/", "S3S336")]
    [Row("../out", "S3S330")]
    [Row("a/../b", "S3S330")]
    [Row("x/..", "S3S330")]
    [Row("./z", "S3S330")]
    [Row("/lead", "S3S330")]
    [Row("a//b", "S3S330")]
    [Row("..", "S3S330")]
    public async Task A_key_that_is_no_path_is_a_failure_of_that_object_and_nothing_is_written_outside(string key, string code)
    {
        await World.PutExactAsync("one", key, [1]);
        await World.PutAsync("one", "good", [2]);
        var outside = World.Folder();
        var target = Directory.CreateDirectory(Path.Combine(outside, "in")).FullName;

        var outcome = await World.RunAsync("s3://one", target);

        Assert.Equal((key, code), outcome.Report!.Failures.Select(failure => (failure.Key, failure.Problem.Code)).Single());
        Assert.Equal(["good"], Directory.GetFileSystemEntries(target).Select(Path.GetFileName));
        Assert.Single(Directory.GetFileSystemEntries(outside));
    }

    [Scenario]
    public async Task A_name_that_is_too_long_for_the_file_system_is_a_failure_of_that_object()
    {
        await World.PutAsync("one", new string('n', 300), [1]);
        var target = World.Folder();

        var outcome = await World.RunAsync("s3://one", target);

        Assert.Equal("S3S330", Assert.Single(outcome.Codes));
        Assert.Empty(Directory.GetFileSystemEntries(target));
    }

    [Scenario]
    public async Task An_object_and_objects_below_its_name_cannot_both_be()
    {
        await World.PutAsync("one", "a", [1]);
        await World.PutAsync("one", "a/b", [2]);
        var target = World.Folder();

        var outcome = await World.RunAsync("s3://one", target);

        Assert.Equal("S3S335", Assert.Single(outcome.Codes));
        Assert.Equal([1], File.ReadAllBytes(Path.Combine(target, "a")));
    }

    [Scenario]
    public async Task A_file_where_a_folder_is_needed_is_kept()
    {
        await World.PutAsync("one", "a/b", [2]);
        var target = World.Folder(("a", [9]));

        var outcome = await World.RunAsync("s3://one", target);

        Assert.Equal("S3S332", Assert.Single(outcome.Codes));
        Assert.Equal([9], File.ReadAllBytes(Path.Combine(target, "a")));
    }

    [Scenario]
    public async Task A_folder_where_a_file_is_needed_is_kept()
    {
        await World.PutAsync("one", "a", [2]);
        var target = World.Folder(("a/b", [9]));

        var outcome = await World.RunAsync("s3://one", target);

        Assert.Equal("S3S333", Assert.Single(outcome.Codes));
        Assert.Equal([9], File.ReadAllBytes(Path.Combine(target, "a", "b")));
    }

    [Scenario]
    public async Task A_file_gets_the_time_of_its_object()
    {
        await World.PutAsync("one", "f", [1]);
        var target = World.Folder();

        await World.SyncAsync("s3://one", target);

        Assert.Equal((await World.HeadAsync("one", "f")).LastModified!.Value.ToUniversalTime(), File.GetLastWriteTimeUtc(Path.Combine(target, "f")), TimeSpan.FromSeconds(1));
    }

    [Scenario]
    public async Task A_target_that_is_not_there_is_made()
    {
        await World.PutAsync("one", "f", [1]);
        var target = Path.Combine(World.Folder(), "new", "deeper");

        await World.SyncAsync("s3://one", target);

        Assert.Equal([1], File.ReadAllBytes(Path.Combine(target, "f")));
    }

    [Scenario]
    public async Task A_target_that_is_a_file_is_refused()
    {
        await World.PutAsync("one", "f", [1]);
        var folder = World.Folder(("file", [9]));

        var outcome = await World.RunAsync("s3://one", Path.Combine(folder, "file"));

        Assert.Contains("S3S126", outcome.Codes);
        Assert.Equal([9], File.ReadAllBytes(Path.Combine(folder, "file")));
    }

    [Scenario]
    public async Task Content_is_stored_as_it_is_whatever_its_encoding_says()
    {
        await World.PutAsync("one", "f", [0x1f, 0x8b, 1, 2], request => request.Headers.ContentEncoding = "gzip");
        var target = World.Folder();

        await World.SyncAsync("s3://one", target);

        Assert.Equal([0x1f, 0x8b, 1, 2], File.ReadAllBytes(Path.Combine(target, "f")));
    }

    [Scenario(Capability.Policies)]
    public async Task An_object_that_may_not_be_read_is_a_failure_of_that_object()
    {
        await World.PutAsync("one", "secret", [1]);
        await World.PutAsync("one", "open", [2]);
        var name = World.Name("one");
        await World.Client.PutBucketPolicyAsync(new()
        {
            BucketName = name,
            Policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{name}}/secret"}]}""",
        });
        var target = World.Folder();

        var outcome = await World.RunAsync("s3://one", target);

        Assert.Equal(("secret", "S3S212"), outcome.Report!.Failures.Select(failure => (failure.Key, failure.Problem.Code)).Single());
        Assert.Equal(["open"], Directory.GetFileSystemEntries(target).Select(Path.GetFileName));
    }

    [Scenario]
    public async Task Downloads_replace_a_link_and_not_what_it_leads_to()
    {
        await World.PutAsync("one", "f", [1]);
        var (target, elsewhere) = (World.Folder(), World.Folder(("precious", [9])));
        File.CreateSymbolicLink(Path.Combine(target, "f"), Path.Combine(elsewhere, "precious"));

        await World.SyncAsync("s3://one", target);

        Assert.Equal([9], File.ReadAllBytes(Path.Combine(elsewhere, "precious")));
        Assert.Equal([1], File.ReadAllBytes(Path.Combine(target, "f")));
        Assert.Null(new FileInfo(Path.Combine(target, "f")).LinkTarget);
    }

    [Scenario]
    public async Task Nothing_is_written_through_a_link_to_a_folder()
    {
        await World.PutAsync("one", "d/f", [1]);
        var (target, elsewhere) = (World.Folder(), World.Folder());
        Directory.CreateSymbolicLink(Path.Combine(target, "d"), elsewhere);

        var outcome = await World.RunAsync("s3://one", target);

        Assert.Equal("S3S331", Assert.Single(outcome.Codes));
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Scenario]
    public async Task A_large_object_in_ranges_leaves_no_other_file()
    {
        await World.PutAsync("one", "f", Content.Of(21 * MiB));
        var target = World.Folder();

        await World.SyncAsync("s3://one", target, InSmallParts());

        Assert.Equal(Content.Of(21 * MiB), File.ReadAllBytes(Path.Combine(target, "f")));
        Assert.Single(Directory.GetFileSystemEntries(target));
    }
}
