using System.Security.Cryptography;
using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests;

/// <summary>The options of one side from the command line and the environment to the wire.</summary>
public sealed class SideOptionTests : IAsyncLifetime, IDisposable
{
    private const string Password = "marked pass%word";
    private static readonly string Key = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(static number => (byte)number)]);
    private static readonly string KeyMd5 = Convert.ToBase64String(MD5.HashData(Convert.FromBase64String(Key)));
    private readonly TempFolder _folder = new();
    private S3World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await S3World.InMemoryAsync(static settings => settings with { AcceptAnyHost = true, PublicBuckets = new HashSet<string> { "public" } });
        await _world.BucketAsync("bucket");
        await _world.BucketAsync("public");
        _folder.Write("tree/a.txt", "one");
        _world.Server.Requests.Clear();
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_asked_of_written_objects_goes_over_the_wire()
    {
        var result = await UploadAsync(
            [], "--sse", "aws:kms", "--sse-kms-key-id", "key-1", "--acl", "bucket-owner-read", "--storage-class", "ONE-ZONE_IA", "--target-request-payer", "--max-keys", "7");

        Assert.Equal(0, result.ExitCode);
        var put = _world.Server.Requests.Of("PutObject").Single().Headers;
        Assert.Equal(
            ("aws:kms", "key-1", "bucket-owner-read", "ONEZONE_IA", "requester"),
            (put["x-amz-server-side-encryption"], put["x-amz-server-side-encryption-aws-kms-key-id"], put["x-amz-acl"], put["x-amz-storage-class"], put["x-amz-request-payer"]));
        Assert.Contains("max-keys=7", _world.Server.Requests.Of("ListObjectsV2").Single().Target);
    }

    [Fact]
    public async Task A_public_bucket_is_downloaded_without_keys()
    {
        await _world.Client.PutObjectAsync(new() { BucketName = "public", Key = "b.txt", ContentBody = "two" });

        var result = await ToolProcess.RunAsync(
            "--source-endpoint-url", _world.Endpoint, "--source-region", "us-east-1", "--source-no-sign-request", "s3://public/", _folder.At("down"));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("two", await File.ReadAllTextAsync(_folder.At("down", "b.txt")));
    }

    [Theory]
    [InlineData("S3S532", "--target-sse-c", "AES256", "--target-sse-c-key-md5", "AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("S3S162", "--sse", "AES256", "--sse-kms-key-id", "key-1")]
    [InlineData("S3S535", "--target-accelerate")]
    public async Task What_cannot_be_right_is_refused_before_anything_is_asked(string code, params string[] options)
    {
        var result = await UploadAsync(options.Contains("--target-sse-c") ? [("S3SYNC_TARGET_SSE_C_KEY", Key)] : [], options);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"error {code}: ", result.Error);
        Assert.DoesNotContain(Key, result.Error);
        Assert.Empty(_world.Server.Requests.Snapshot());
    }

    [Fact]
    public async Task The_surroundings_proxy_finds_the_endpoint_with_its_user()
    {
        await using var proxy = ForwardProxy.Start(_world.Server.Endpoint.Port, "us er:" + Password);

        var result = await UploadToAsync("http://s3.test", [("HTTP_PROXY", $"http://us%20er:{Uri.EscapeDataString(Password)}@{proxy.Authority}")]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(proxy.Asked, static line => line.StartsWith("PUT http://s3.test/bucket/a.txt ", StringComparison.Ordinal));
        Assert.Equal(_world.Server.Requests.Snapshot().Count, proxy.Asked.Count);
    }

    [Theory]
    [InlineData("ALL_PROXY", 1)]
    [InlineData("HTTPS_PROXY", 0)]
    public async Task Each_variable_is_for_its_schemes(string variable, int asked)
    {
        await using var proxy = ForwardProxy.Start(_world.Server.Endpoint.Port);

        await UploadToAsync("http://s3.test", [(variable, $"http://{proxy.Authority}")], "--aws-max-attempts", "1");

        Assert.Equal(asked, proxy.Asked.Count(static line => line.StartsWith("PUT ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("127.0.0.1", null)]
    [InlineData("s3.test", "s3.test")]
    public async Task What_is_on_this_machine_or_excepted_is_reached_directly(string host, string? exception)
    {
        await using var proxy = ForwardProxy.Start(1);
        var endpoint = exception is null ? _world.Endpoint : $"http://{host}:{_world.Server.Endpoint.Port}";

        var result = await UploadToAsync(
            endpoint, [("HTTP_PROXY", $"http://{proxy.Authority}"), ("NO_PROXY", exception ?? "")], "--aws-max-attempts", "1", "--force-retry-count", "0");

        Assert.Equal(exception is null ? 0 : 1, result.ExitCode);
        Assert.Empty(proxy.Asked);
    }

    [Theory]
    [InlineData("-vvv")]
    [InlineData("-vvv", "--json-tracing")]
    [InlineData("-vvv", "--aws-sdk-tracing", "--span-events-tracing")]
    [InlineData("--dry-run")]
    public async Task Neither_key_nor_password_is_shown(params string[] options)
    {
        await using var proxy = ForwardProxy.Start(_world.Server.Endpoint.Port, "user:" + Password);
        var way = $"http://user:{Uri.EscapeDataString(Password)}@{proxy.Authority}";
        string[] common = [.. options, "--target-sse-c", "AES256", "--target-sse-c-key-md5", KeyMd5, "--initial-backoff-milliseconds", "1"];
        _world.Server.Faults.On("PutObject").First(1).Answer(500, "InternalError");

        var good = await UploadToAsync("http://s3.test", [("TARGET_SSE_C_KEY", Key), ("S3SYNC_HTTP_PROXY", way)], common);
        var bad = await UploadToAsync("http://s3.test", [("TARGET_SSE_C_KEY", Key), ("S3SYNC_HTTP_PROXY", way.Replace("user:", "other:", StringComparison.Ordinal))], common);
        var help = await ToolProcess.RunInAsync(null, new Dictionary<string, string> { ["TARGET_SSE_C_KEY"] = Key, ["S3SYNC_HTTP_PROXY"] = way }, "--help");

        Assert.Equal((3, 1, 0), (good.ExitCode, bad.ExitCode, help.ExitCode));
        foreach (var told in new[] { good, bad, help }.SelectMany(static result => new[] { result.Out, result.Error }))
        {
            Assert.DoesNotContain(Key, told);
            Assert.DoesNotContain("marked", told);
            Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("user:" + Password)), told);
        }
    }

    private Task<ToolResult> UploadAsync((string Name, string Value)[] environment, params string[] options) => UploadToAsync(_world.Endpoint, environment, options);

    private Task<ToolResult> UploadToAsync(string endpoint, (string Name, string Value)[] environment, params string[] options)
    {
        var variables = new Dictionary<string, string> { ["HTTP_PROXY"] = "", ["HTTPS_PROXY"] = "", ["ALL_PROXY"] = "", ["NO_PROXY"] = "" };
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        string[] account = [.. Account.Of(_world, "target")];
        account[1] = endpoint;
        var style = options.Contains("--target-accelerate") ? Array.Empty<string>() : ["--target-force-path-style"];
        return ToolProcess.RunInAsync(null, variables, [.. account, .. style, .. options, _folder.At("tree"), "s3://bucket/"]);
    }
}
