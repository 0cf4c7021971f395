using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Seed;

/// <summary>A source inside its target, however the one endpoint of both is named: it would be deleted as what the target has too much.</summary>
public sealed class PlaceTests : IAsyncLifetime
{
    private S3World _world = null!; // made before every test

    public async Task InitializeAsync()
    {
        _world = await S3World.InMemoryAsync();
        await _world.BucketAsync("box");
        await _world.Client.PutObjectAsync(new() { BucketName = "box", Key = "p/a", ContentBody = "a" });
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData("AWS_ENDPOINT_URL", false)]
    [InlineData("AWS_ENDPOINT_URL_S3", false)]
    [InlineData(null, true)]
    public async Task A_source_inside_its_target_is_refused_however_the_endpoint_is_named(string? variable, bool isLocalhost)
    {
        var environment = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = S3World.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = S3World.SecretKey,
            ["AWS_REGION"] = "us-east-1",
        };
        string[] target = isLocalhost ? ["--target-endpoint-url", $"http://localhost:{_world.Server.Endpoint.Port}"] : [];
        if (variable is not null)
        {
            environment[variable] = _world.Endpoint;
        }

        var result = await ToolProcess.RunInAsync(null, environment, ["s3://box/p/", "s3://box/", .. Account.Of(_world, "source"), .. target, "--delete"]);

        Assert.Contains("S3S513", result.Error);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal(["p/a"], (await _world.Client.ListObjectsV2Async(new() { BucketName = "box" })).S3Objects.Select(item => item.Key));
    }
}
