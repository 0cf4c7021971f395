using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests;

/// <summary>Runs the README's commands as they stand there. A script of the tool's name stands for the installed tool and brings the account.</summary>
[Collection(nameof(Build))]
public sealed class ReadmeTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private S3World _world = null!; // made before every test

    public async Task InitializeAsync()
    {
        _world = await S3World.InMemoryAsync();
        var tool = _folder.Write("bin/dotnet-s3sync", $"""
            #!/bin/sh
            [ "$1" = verify ] && export S3SYNC_TARGET_ENDPOINT_URL="$TEST_ENDPOINT"
            case "$1" in s3://*) export S3SYNC_SOURCE_ENDPOINT_URL="$TEST_ENDPOINT" ;; esac
            case "$2" in s3://*) export S3SYNC_TARGET_ENDPOINT_URL="$TEST_ENDPOINT" ;; esac
            exec dotnet '{ToolProcess.Dll}' "$@"
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_run_command_uploads_the_sample_site_and_finds_nothing_to_do_the_second_time()
    {
        var files = Directory.GetFiles(Path.Join(Shell.Repository, "samples", "site"), "*", SearchOption.AllDirectories).Length;
        var command = Snippet("run").Replace(" .s3", $" '{_folder.At("s3")}'", StringComparison.Ordinal); // the repository stays clean

        var first = await RunAsync(command, Shell.Repository);
        var second = await RunAsync(command, Shell.Repository);

        Assert.Contains($"Done, s3://demo/site/: {files} objects", first.Error);
        Assert.Contains("each verified.", first.Error);
        Assert.Contains($"Nothing changed: s3://demo/site/ already has what it should ({files} objects skipped).", second.Error);
    }

    [NeedsProgramFact("sha256sum")]
    public async Task The_proving_commands_prove_the_site()
    {
        await _world.BucketAsync("my-site");
        _folder.Write("dist/index.html", "<p>new</p>");

        var result = await RunAsync(Snippet("prove"), _folder.Path);

        Assert.Contains("s3://my-site/ by content: 1 of 1 object proven.", result.Error);
        Assert.Contains("index.html: OK", result.Out);
    }

    [Fact]
    public async Task The_publishing_commands_show_first_then_upload_and_delete()
    {
        await _world.BucketAsync("my-site");
        await PutAsync("my-site", "old.html");
        _folder.Write("dist/index.html", "<p>new</p>");

        var result = await RunAsync(Snippet("publish"), _folder.Path);

        Assert.Contains("[dry-run] delete completed. key=\"old.html\"", result.Out);
        Assert.Equal(["index.html"], await KeysAsync("my-site"));
        Assert.Equal("max-age=300", (await _world.Client.GetObjectMetadataAsync("my-site", "index.html")).Headers.CacheControl);
    }

    [Fact]
    public async Task The_backup_commands_bring_back_what_was_there_verified_by_its_checksum()
    {
        await _world.BucketAsync("my-backup");
        _folder.Write("photos/2024/a b.jpg", Content.Of(9 << 20));

        var result = await RunAsync(Snippet("restore"), _folder.Path);

        Assert.Equal(await File.ReadAllBytesAsync(_folder.At("photos", "2024", "a b.jpg")), await File.ReadAllBytesAsync(_folder.At("restored", "2024", "a b.jpg")));
        Assert.Equal(2, result.Error.Split("checksum verified 1 objects").Length - 1);
    }

    [Fact]
    public async Task The_mirroring_command_copies_inside_the_service_and_deletes_the_rest()
    {
        await _world.BucketAsync("my-data");
        await _world.BucketAsync("my-mirror");
        await PutAsync("my-data", "kept");
        await PutAsync("my-mirror", "gone");

        await RunAsync(Snippet("mirror"), _folder.Path);

        Assert.Equal(["kept"], await KeysAsync("my-mirror"));
        Assert.Equal(0, _world.Server.Requests.Count("GetObject"));
    }

    [Fact]
    public async Task The_reporting_command_tells_what_differs_and_writes_nothing()
    {
        await _world.BucketAsync("my-site");
        await PutAsync("my-site", "only-there.html");
        _folder.Write("dist/index.html", "<p>new</p>");

        var result = await RunAsync(Snippet("report"), _folder.Path, exitCode: 3);

        Assert.Contains("1 not at the target, 1 only at the target.", result.Error);
        Assert.Equal(["only-there.html"], await KeysAsync("my-site"));
    }

    [Fact]
    public async Task The_config_commands_show_what_would_be_used_and_what_would_be_done()
    {
        await _world.BucketAsync("my-site");
        _folder.Write("dist/index.html", "<p>new</p>");
        _folder.Write("s3sync.json", """{ "source": "dist", "environments": { "production": { "target": "s3://my-site" } } }""");

        var result = await RunAsync("export S3SYNC_TARGET_ENDPOINT_URL=\"$TEST_ENDPOINT\"\n" + Snippet("config"), _folder.Path);

        Assert.Contains("s3sync.json:1", result.Out);
        Assert.Contains("1 object (10 B) would be transferred", result.Error);
        Assert.Empty(await KeysAsync("my-site"));
    }

    [Fact]
    public async Task The_history_commands_bring_every_version_and_the_bucket_as_it_was()
    {
        foreach (var bucket in new[] { "my-data", "my-history" })
        {
            await _world.BucketAsync(bucket);
            await _world.Client.PutBucketVersioningAsync(new() { BucketName = bucket, VersioningConfig = new() { Status = Amazon.S3.VersionStatus.Enabled } });
        }

        await PutAsync("my-data", "k");
        await PutAsync("my-data", "k");

        await RunAsync(Snippet("history").Replace("2026-", "2926-", StringComparison.Ordinal), _folder.Path); // no instant of a document is after what a test writes

        Assert.Equal(2, (await _world.Client.ListVersionsAsync("my-history")).Versions.Count);
        Assert.True(File.Exists(_folder.At("as-it-was", "k")));
    }

    [NeedsProgramFact("aws")]
    public async Task The_served_folder_works_with_another_client()
    {
        _folder.Write("README.md", "# read me");
        var port = FreePort();

        var result = await RunAsync($"""
            {Here(Snippet("serve"))} > served.txt &
            trap 'kill -TERM $(pgrep -P $!) $! 2>/dev/null || true' EXIT
            until grep -q '^secret key: ' served.txt; do sleep 0.1; done
            {Here(Snippet("client"))}
            """, _folder.Path);

        Assert.Contains("Done, ", result.Error);
        Assert.Equal("# read me", await File.ReadAllTextAsync(_folder.At("notes", "README.md")));

        string Here(string snippet) => snippet.Replace("9010", port, StringComparison.Ordinal).TrimEnd();
    }

    [Fact]
    public void It_has_at_most_150_lines_and_names_the_test_command()
    {
        var lines = File.ReadAllLines(Path.Join(Shell.Repository, "README.md"));

        Assert.InRange(lines.Length, 1, 150);
        Assert.Contains("dotnet test S3Sync.Tool.sln -c Release", lines);
    }

    private static string Snippet(string name)
    {
        var text = File.ReadAllText(Path.Join(Shell.Repository, "README.md"));
        var from = text.IndexOf($"<!-- snippet: {name} -->\n```bash\n", StringComparison.Ordinal);
        Assert.True(from >= 0, $"The README has no snippet '{name}'.");
        return text[from..].Split("```bash\n")[1].Split("```")[0];
    }

    private async Task<ToolResult> RunAsync(string script, string folder, int exitCode = 0)
    {
        var result = await Shell.RunAsync(script, folder, new Dictionary<string, string>
        {
            ["PATH"] = _folder.At("bin") + ":" + Environment.GetEnvironmentVariable("PATH"),
            ["TEST_ENDPOINT"] = _world.Endpoint,
            ["AWS_ACCESS_KEY_ID"] = S3World.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = S3World.SecretKey,
            ["AWS_REGION"] = "us-east-1",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        });
        Assert.True(result.ExitCode == exitCode, result.Out + result.Error);
        return result;
    }

    private Task PutAsync(string bucket, string key) =>
        _world.Client.PutObjectAsync(new() { BucketName = bucket, Key = key, ContentBody = key });

    private async Task<IReadOnlyList<string>> KeysAsync(string bucket) =>
        [.. ((await _world.Client.ListObjectsV2Async(new() { BucketName = bucket })).S3Objects ?? []).Select(found => found.Key)];

    private static string FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>Tests that build the tool run one after the other: they would write the same files.</summary>
[CollectionDefinition(nameof(Build))]
public sealed class Build;
