using S3Sync.Catalog;
using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Logging;

/// <summary>Marked secrets in every option that takes one, over everything that is written: help, logs, requests, refusals, failures.</summary>
public sealed class SecretTests : IAsyncLifetime, IDisposable
{
    private const string Mark = "mark3dS3cret";
    private static readonly string CustomerKey = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Mark + "mark3dS3cretmark3dS3"));

    private readonly TempFolder _folder = new();
    private S3World _world = null!; // made before every test

    public async Task InitializeAsync()
    {
        _world = await S3World.InMemoryAsync();
        await _world.BucketAsync("box");
        _folder.Write("tree/a.txt", "one");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-vvv", "--json-tracing", "--aws-sdk-tracing", "--span-events-tracing")]
    [InlineData("-vvv", "--aws-sdk-tracing", "--span-events-tracing", "--log-to", "stderr")]
    [InlineData("-vvv", "--dry-run", "--json-tracing", "--aws-sdk-tracing")]
    [InlineData("--worker-size", "none", "--json-tracing")]
    [InlineData("--help")]
    public async Task No_secret_is_written_anywhere(params string[] how)
    {
        var result = await ToolProcess.RunInAsync(_folder.Path, new Dictionary<string, string> { ["TARGET_SESSION_TOKEN"] = Mark + "token" },
        [
            "tree", "s3://box", "--target-endpoint-url", _world.Endpoint, "--target-region", "us-east-1", "--aws-max-attempts", "1",
            "--target-access-key", "AKIAOTHER", "--target-secret-access-key", Mark + "key",
            "--target-sse-c", "AES256", "--target-sse-c-key", CustomerKey, "--target-sse-c-key-md5", "AAAAAAAAAAAAAAAAAAAAAA==",
            .. how,
        ]);

        Assert.NotEmpty(result.Out + result.Error);
        Assert.DoesNotContain(Mark, result.Out + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(CustomerKey, result.Out + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_secret_is_not_repeated()
    {
        foreach (var option in OptionCatalog.All.Where(option => option.IsSecret))
        {
            var result = await ToolProcess.RunInAsync(_folder.Path, new Dictionary<string, string>(), "tree", "s3://box", option.Shown, Mark + "\u0001");

            Assert.Equal(2, result.ExitCode);
            Assert.DoesNotContain(Mark, result.Out + result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_option_that_takes_a_secret_is_marked_as_one() => Assert.All(
        OptionCatalog.All.Where(option => option.Name.Contains("secret", StringComparison.Ordinal) || option.Name.EndsWith("-token", StringComparison.Ordinal) || option.Name.EndsWith("sse-c-key", StringComparison.Ordinal) || option.Name.EndsWith("-proxy", StringComparison.Ordinal)),
        option => Assert.True(option.IsSecret, option.Name));
}
