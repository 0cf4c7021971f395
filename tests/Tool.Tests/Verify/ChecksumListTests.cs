using System.Text.Json;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Verify;

/// <summary>The files that a run leaves are read by other programs.</summary>
public sealed class ChecksumListTests : IDisposable
{
    private readonly VerifyWorld world = new();

    public void Dispose() => world.Dispose();

    [NeedsProgramFact("sha256sum")]
    public async Task Sha256sum_reads_the_list_of_any_names()
    {
        foreach (var name in new[] { "plain.txt", "with space", "back\\slash", "line\nend", "return\rhere", "quote\"s", "*star", "-", "sub/é😀", "</script>", "::set-output name=x::y", "%0A" })
        {
            world.Folder.Write("tree/" + name, name);
        }

        await world.PublishAsync("--checksums", world.Folder.At("sums"));
        var checkedAll = await Shell.RunAsync("sha256sum --strict -c ../sums | grep -c ': OK$'", world.Folder.At("tree"), new Dictionary<string, string>());
        Assert.Equal((0, "12\n"), (checkedAll.ExitCode, checkedAll.Out));

        world.Folder.Write("tree/line\nend", "other");
        var changed = await Shell.RunAsync("sha256sum --strict -c ../sums 2>&1 | grep FAILED", world.Folder.At("tree"), new Dictionary<string, string>());
        Assert.Equal("\\line\\nend: FAILED\n", changed.Out);
    }

    [Fact]
    public async Task A_forged_name_stays_one_value_on_one_line()
    {
        string[] names = ["a\n    {\"key\":\"forged\",\"size\":1}", "b\"},{\"key\":\"x", "c</script><script>", "d\u202egpj.exe", "e\u2028f", "g😀"];
        foreach (var name in names)
        {
            world.Folder.Write("tree/" + name, "x");
        }

        await world.PublishAsync();

        var text = await File.ReadAllTextAsync(world.Manifest);
        var keys = JsonDocument.Parse(text).RootElement.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("key").GetString());
        Assert.Equal(names.Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
        Assert.Equal(names.Length, text.Split('\n').Count(line => line.StartsWith("    {\"key\":", StringComparison.Ordinal)));
        Assert.DoesNotContain("</script>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u2028", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_tells_where_its_manifest_is_and_names_no_endpoint_of_its_own()
    {
        world.Folder.Write("tree/a", "x");
        var result = await world.SyncAsync("tree", "s3://box/p/", "--manifest", "s3://records/m.json");

        Assert.Contains("Manifest: s3://records/m.json, 1 object, digest sha256:", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await world.SyncAsync("s3://records/", "back")).ExitCode);
        Assert.DoesNotContain("127.0.0.1", await File.ReadAllTextAsync(world.Folder.At("back", "m.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_that_it_leaves_no_manifest()
    {
        world.Folder.Write("tree/a", "x");
        var result = await world.SyncAsync("tree", "s3://box/p/", "--manifest", world.Manifest, "--dry-run");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("S3S793: \"--manifest\" has no effect with \"--dry-run\"", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(world.Manifest));
    }

    [Fact]
    public async Task A_place_that_cannot_be_is_refused_before_anything_is_done()
    {
        world.Folder.Write("tree/a", "x");
        var result = await world.SyncAsync("tree", "s3://box/p/", "--manifest", world.Folder.At("nowhere", "m.json"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("S3S785", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(world.Folder.At("objects")));
    }
}
