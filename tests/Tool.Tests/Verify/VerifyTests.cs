using System.Text.Json;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Verify;

/// <summary>What <c>verify</c> finds, and how it ends.</summary>
public sealed class VerifyTests : IAsyncLifetime
{
    private readonly VerifyWorld world = new();

    public async Task InitializeAsync()
    {
        world.Folder.Write("tree/a.html", "aaa");
        world.Folder.Write("tree/b/c.txt", "bbb");
        world.Folder.Write("tree/z", "zzz");
        await world.PublishAsync();
    }

    public Task DisposeAsync()
    {
        world.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("presence")]
    [InlineData("checksum")]
    [InlineData("content")]
    public async Task What_was_published_is_proven_at_each_level(string level)
    {
        var result = await world.VerifyAsync(world.Manifest, "--level", level, "--no-extra");

        Assert.Equal((0, "", $"s3://box/p/ by {level}: 3 of 3 objects proven.\n"), (result.ExitCode, result.Out, result.Error));
    }

    [Theory]
    [InlineData("presence", 1)]
    [InlineData("checksum", 1)]
    [InlineData("content", 1)]
    public async Task A_missing_object_another_size_and_an_extra_object_are_named_at_each_level(string level, int code)
    {
        world.Folder.Write("tree/b/c.txt", "longer");
        world.Folder.Write("tree/new", "n");
        File.Delete(world.Folder.At("tree", "z"));
        await world.SyncAsync("tree", "s3://box/p/", "--delete");

        var result = await world.VerifyAsync(world.Manifest, "--level", level, "--no-extra");

        Assert.Equal(code, result.ExitCode);
        Assert.Equal(["size differs: b/c.txt (recorded \"3\", found \"6\" bytes)", "extra: new", "missing: z"], result.OutLines);
        Assert.Contains("1 of 3 objects proven, 2 different or missing, 1 extra", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uploads", 0)]
    [InlineData("upload", 1)]
    public async Task What_others_may_put_there_is_not_extra(string glob, int code)
    {
        world.Folder.Write("tree/uploads/2026/theirs.txt", "n");
        await world.SyncAsync("tree", "s3://box/p/");

        var result = await world.VerifyAsync(world.Manifest, "--no-extra", "--exclude", "*.tmp", "--exclude", glob);

        Assert.Equal((code, code == 0 ? "" : "extra: uploads/2026/theirs.txt"), (result.ExitCode, string.Join('\n', result.OutLines)));
    }

    [Fact]
    public async Task A_glob_that_never_matches_is_refused()
    {
        var result = await world.VerifyAsync(world.Manifest, "--no-extra", "--exclude", "*.{a,b}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("S3S175: --exclude has the pattern '*.{a,b}'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_extra_object_is_nobodys_business_unless_asked_for()
    {
        world.Folder.Write("tree/new", "n");
        await world.SyncAsync("tree", "s3://box/p/");

        Assert.Equal(0, (await world.VerifyAsync(world.Manifest)).ExitCode);
    }

    [Theory]
    [InlineData("presence", "ETag differs: a.html (recorded ")]
    [InlineData("checksum", "checksum differs: a.html (CRC64NVME: recorded ")]
    [InlineData("content", "content differs: a.html (recorded ")]
    public async Task Another_content_of_the_same_size_is_named(string level, string line)
    {
        world.Folder.Write("tree/a.html", "xxx");
        await world.SyncAsync("tree", "s3://box/p/", "--check-etag");

        var result = await world.VerifyAsync(world.Manifest, "--level", level);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith(line, Assert.Single(result.OutLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_header_is_named()
    {
        await world.SyncAsync("tree", "s3://box/p/", "--remove-modified-filter", "--cache-control", "no-store", "--filter-include-regex", "html$");

        var listed = await world.VerifyAsync(world.Manifest, "--level", "presence");
        var asked = await world.VerifyAsync(world.Manifest, "--level", "checksum");
        var read = await world.VerifyAsync(world.Manifest, "--level", "content");

        Assert.Equal((0, 1, 1), (listed.ExitCode, asked.ExitCode, read.ExitCode));
        Assert.Equal("header differs: a.html (cache-control: recorded nothing, found \"no-store\")\n", asked.Out);
        Assert.Equal(asked.Out, read.Out);
    }

    [Fact]
    public async Task What_the_run_passed_by_without_comparing_it_is_proven_only_by_reading_it()
    {
        world.Folder.Write("tree/a.html", "xxx");
        File.SetLastWriteTimeUtc(world.Folder.At("tree", "a.html"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await world.PublishAsync();

        var asked = await world.VerifyAsync(world.Manifest);
        var read = await world.VerifyAsync(world.Manifest, "--level", "content");

        Assert.Equal((3, 1), (asked.ExitCode, read.ExitCode));
        Assert.StartsWith("not proven: S3S770", Assert.Single(asked.OutLines), StringComparison.Ordinal);
        Assert.Contains("2 of 3 objects proven, 1 not proven", asked.Error, StringComparison.Ordinal);
        Assert.StartsWith("content differs: a.html", Assert.Single(read.OutLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_with_blanks_around_it_is_recorded_as_it_arrives()
    {
        await world.PublishAsync("--remove-modified-filter", "--cache-control", "  no-cache ", "--metadata", "team= web ");

        Assert.Equal((0, ""), (await world.VerifyAsync(world.Manifest)) is var result ? (result.ExitCode, result.Out) : default);
    }

    [Fact]
    public async Task An_unchanged_object_of_another_storage_class_has_the_headers_that_were_recorded()
    {
        await world.SyncAsync("tree", "s3://box/p/", "--remove-modified-filter", "--storage-class", "STANDARD_IA");
        File.WriteAllText(world.Folder.At("rules.json"), """{ "rules": [{ "match": ["**"], "storageClass": "STANDARD_IA" }] }""");
        await world.PublishAsync("--config", world.Folder.At("rules.json"));

        var result = await world.VerifyAsync(world.Manifest);

        Assert.Equal((0, ""), (result.ExitCode, result.Out));
    }

    [Fact]
    public async Task A_local_copy_is_proven_and_a_changed_file_in_it_is_named()
    {
        await world.SyncAsync("s3://box/p/", "back");
        var same = await world.VerifyAsync(world.Manifest, world.Folder.At("back"), "--level", "content", "--no-extra");
        world.Folder.Write("back/b/c.txt", "BBB");
        world.Folder.Write("back/more", "m");
        var other = await world.VerifyAsync(world.Manifest, world.Folder.At("back"), "--no-extra");

        Assert.Equal((0, 1), (same.ExitCode, other.ExitCode));
        Assert.StartsWith("content differs: b/c.txt (recorded ", other.OutLines[0], StringComparison.Ordinal);
        Assert.Equal("extra: more", other.OutLines[1]);
    }

    [Fact]
    public async Task Findings_are_told_as_json_with_a_summary()
    {
        File.Delete(world.Folder.At("tree", "z"));
        await world.SyncAsync("tree", "s3://box/p/", "--delete");

        var result = await world.VerifyAsync(world.Manifest, "--json");

        Assert.Equal("", result.Error);
        Assert.Equal("{\"finding\":\"missing\",\"key\":\"z\"}", result.OutLines[0]);
        var summary = JsonDocument.Parse(result.OutLines[1]).RootElement.GetProperty("summary");
        Assert.Equal((3, 2, 1), (summary.GetProperty("objects").GetInt32(), summary.GetProperty("proven").GetInt32(), summary.GetProperty("different").GetInt32()));
    }

    [Fact]
    public async Task A_manifest_may_be_an_object_beside_what_it_describes()
    {
        await world.SyncAsync("tree", "s3://box/p/", "--manifest", "s3://box/p/m.json");

        var result = await world.VerifyAsync("s3://box/p/m.json", "--no-extra");

        Assert.Equal((0, ""), (result.ExitCode, result.Out));
    }

    [Fact]
    public async Task A_copy_elsewhere_is_proven_by_naming_it()
    {
        await world.SyncAsync("tree", "s3://box/q/");

        Assert.Equal(0, (await world.VerifyAsync(world.Manifest, "s3://box/q/", "--level", "content")).ExitCode);
        Assert.Equal(1, (await world.VerifyAsync(world.Manifest, "s3://box/r/")).ExitCode);
    }

    [Fact]
    public async Task A_damaged_manifest_is_told_and_nothing_else()
    {
        File.WriteAllText(world.Manifest, File.ReadAllText(world.Manifest).Replace("\"size\":3", "\"size\":4", StringComparison.Ordinal));

        var result = await world.VerifyAsync(world.Manifest);

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains("S3S782", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_of_a_failed_run_proves_not_everything()
    {
        var text = File.ReadAllText(world.Manifest).Replace("\"verdict\":\"completed\"", "\"verdict\":\"cancelled\"", StringComparison.Ordinal);
        File.WriteAllText(world.Manifest, text);

        var result = await world.VerifyAsync(world.Manifest);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("not proven: S3S799", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_reached_is_not_proven()
    {
        var result = await ToolProcess.RunInAsync(world.Folder.Path, new Dictionary<string, string>(), "verify", world.Manifest, "--target-endpoint-url", "http://127.0.0.1:1",
            "--target-access-key", "a", "--target-secret-access-key", "b", "--target-region", "us-east-1", "--aws-max-attempts", "1");

        Assert.Equal(3, result.ExitCode);
    }

    [Fact]
    public async Task A_manifest_does_not_decide_where_credentials_are_sent()
    {
        await using var server = await TestKit.S3World.InMemoryAsync();
        await server.BucketAsync("box");
        var published = await ToolProcess.RunInAsync(world.Folder.Path, new Dictionary<string, string>(), ["tree", "s3://box/p/", "--manifest", "m2.json", .. Account.Of(server, "target")]);
        var without = await ToolProcess.RunInAsync(world.Folder.Path, new Dictionary<string, string>(), "verify", "m2.json");
        var with = await ToolProcess.RunInAsync(world.Folder.Path, new Dictionary<string, string>(), ["verify", "m2.json", .. Account.Of(server, "target")]);

        Assert.Equal((0, 2, 0), (published.ExitCode, without.ExitCode, with.ExitCode));
        Assert.Contains("S3S794", without.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_of_the_same_name_at_another_endpoint_is_another_place()
    {
        await using var first = await TestKit.S3World.InMemoryAsync();
        await using var second = await TestKit.S3World.InMemoryAsync();
        await first.BucketAsync("box");
        await second.BucketAsync("box");
        File.WriteAllBytes(world.Folder.At("tree", "large"), TestKit.Content.Of(9 << 20));
        var published = await ToolProcess.RunInAsync(world.Folder.Path, new Dictionary<string, string>(), ["tree", "s3://box/p/", "--manifest", "m2.json", .. Account.Of(first, "target")]);
        var mirrored = await ToolProcess.RunInAsync(world.Folder.Path, new Dictionary<string, string>(), ["tree", "s3://box/p/", "--multipart-chunksize", "5MiB", .. Account.Of(second, "target")]);

        var result = await ToolProcess.RunInAsync(world.Folder.Path, new Dictionary<string, string>(), ["verify", "m2.json", "--level", "presence", .. Account.Of(second, "target")]);

        Assert.Equal((0, 0, 0, ""), (published.ExitCode, mirrored.ExitCode, result.ExitCode, result.Out));
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("verify nowhere.json")]
    [InlineData("verify tree/a.html")]
    [InlineData("verify m.json s3://box/ more")]
    [InlineData("verify m.json nowhere")]
    [InlineData("verify m.json --level all")]
    [InlineData("verify m.json --levle content")]
    [InlineData("verify m.json --target-access-key a")]
    [InlineData("verify m.json --delete")]
    public async Task What_is_asked_for_wrongly_is_a_usage_error(string arguments) =>
        Assert.Equal(2, (await ToolProcess.RunInAsync(world.Folder.Path, new Dictionary<string, string>(), arguments.Split(' '))).ExitCode);
}
