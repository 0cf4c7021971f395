using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests;

public sealed class ServeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_prints_its_address_and_keys_and_serves_until_it_is_asked_to_stop()
    {
        _folder.Write("tree/a.txt", "one");
        using var serve = Start([], "serve", "objects");
        var (endpoint, accessKey, secretKey) = await ReadAsync(serve);
        using (var client = new Amazon.S3.AmazonS3Client(new Amazon.Runtime.BasicAWSCredentials(accessKey, secretKey), new Amazon.S3.AmazonS3Config { ServiceURL = endpoint, AuthenticationRegion = "us-east-1", ForcePathStyle = true }))
        {
            await client.PutBucketAsync("box");
        }

        var sync = await ToolProcess.RunInAsync(_folder.Path, new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = accessKey, ["AWS_SECRET_ACCESS_KEY"] = secretKey },
            "tree", "s3://box", "--target-endpoint-url", endpoint, "--target-region", "us-east-1");
        await serve.SignalAsync("TERM");

        Assert.Equal((0, ""), (sync.ExitCode, sync.Out));
        Assert.Equal(0, (await serve.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task The_pair_of_a_folder_is_made_once_for_its_owner_alone()
    {
        var first = await KeysAsync([], "serve", "objects");
        var second = await KeysAsync([], "serve", "objects");

        Assert.Equal(first, second);
        var file = Assert.Single(Directory.GetFiles(_folder.At("objects")), path => File.ReadAllText(path).Contains(first.SecretKey, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task The_keys_of_the_environment_are_taken_and_not_kept()
    {
        var keys = await KeysAsync([("AWS_ACCESS_KEY_ID", "mine"), ("AWS_SECRET_ACCESS_KEY", "mark3d-s3cret")], "serve", "objects");

        Assert.Equal(("mine", "mark3d-s3cret"), keys);
        Assert.DoesNotContain(Directory.GetFiles(_folder.At("objects"), "*", SearchOption.AllDirectories), path => File.ReadAllText(path).Contains("mark3d", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_memory_no_folder_is_needed_and_the_keys_differ_each_time()
    {
        Assert.NotEqual(await KeysAsync([], "serve", "--memory"), await KeysAsync([], "serve", "--memory"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_second_server_over_one_folder_is_refused_by_name()
    {
        using var serve = Start([], "serve", "objects");
        await ReadAsync(serve);

        var second = await ToolProcess.RunInAsync(_folder.Path, new Dictionary<string, string>(), "serve", "objects");

        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"S3S601: The folder '{_folder.At("objects")}'", second.Error);
    }

    [Fact]
    public async Task A_folder_of_other_files_is_refused_and_nothing_is_written_into_it()
    {
        var file = _folder.Write("site/index.html", "x");

        var result = await ToolProcess.RunInAsync(_folder.Path, new Dictionary<string, string>(), "serve", "site");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("S3S606: The folder", result.Error);
        Assert.Equal(file, Assert.Single(Directory.EnumerateFileSystemEntries(_folder.At("site"))));
    }

    [Theory]
    [InlineData("needs a folder")]
    [InlineData("exclude each other", "objects", "--memory")]
    [InlineData("--port is '70000'", "objects", "--port", "70000")]
    [InlineData("The nearest is '--memory'", "--memroy")]
    [InlineData("one too many", "objects", "more")]
    [InlineData("write './serve'", "s3://box/p/", "--local-s3", "objects")]
    [InlineData("write './serve'", "s3://box/p/", "--local-s3=objects")]
    public async Task What_is_wrong_is_told_and_nothing_is_made(string sentence, params string[] arguments)
    {
        var result = await ToolProcess.RunInAsync(_folder.Path, new Dictionary<string, string>(), ["serve", .. arguments]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(sentence, result.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Half_a_key_pair_in_the_environment_is_refused()
    {
        var result = await ToolProcess.RunInAsync(_folder.Path, new Dictionary<string, string> { ["AWS_SECRET_ACCESS_KEY"] = "mark3d-s3cret" }, "serve", "objects");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'AWS_ACCESS_KEY_ID' is not", result.Error);
        Assert.DoesNotContain("mark3d", result.Error);
    }

    private async Task<(string AccessKey, string SecretKey)> KeysAsync((string Name, string Value)[] environment, params string[] arguments)
    {
        using var serve = Start(environment, arguments);
        var (_, accessKey, secretKey) = await ReadAsync(serve);
        await serve.SignalAsync("INT");
        Assert.Equal(0, (await serve.EndAsync()).ExitCode);
        return (accessKey, secretKey);
    }

    private ToolProcess Start((string Name, string Value)[] environment, params string[] arguments) =>
        ToolProcess.Start(_folder.Path, environment.ToDictionary(x => x.Name, x => x.Value), arguments);

    private static async Task<(string Endpoint, string AccessKey, string SecretKey)> ReadAsync(ToolProcess serve) =>
        (await ReadAsync(serve, "endpoint: http://127.0.0.1:") is var port ? "http://127.0.0.1:" + port : "", await ReadAsync(serve, "access key: "), await ReadAsync(serve, "secret key: "));

    private static async Task<string> ReadAsync(ToolProcess serve, string label)
    {
        var line = await serve.Out.ReadLineAsync() ?? "";
        Assert.StartsWith(label, line);
        return line[label.Length..];
    }
}
