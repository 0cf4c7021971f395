using S3Sync.MSBuildTask.Tests.World;

namespace S3Sync.MSBuildTask.Tests;

/// <summary>Where a build comes from, as its manifest tells it.</summary>
public sealed class OriginTests : IAsyncLifetime
{
    private PublishWorld _world = null!; // made before every test

    public async Task InitializeAsync() => _world = await PublishWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_manifest_names_the_run_of_the_CI_service_and_the_commit_that_is_built()
    {
        foreach (var (name, value) in new[] { ("GITHUB_ACTIONS", "true"), ("GITHUB_SHA", "0123456789abcdef0123456789abcdef01234567"), ("GITHUB_REPOSITORY", "octo/site"), ("GITHUB_SERVER_URL", "https://github.example"), ("GITHUB_RUN_ID", "42") })
        {
            _world.Variables[name] = value;
        }

        _world.Options["manifest"] = "m.json";

        Assert.True(await _world.PublishAsync());

        var manifest = await File.ReadAllTextAsync(_world.At("m.json"));
        Assert.Contains("0123456789abcdef0123456789abcdef01234567", manifest);
        Assert.Contains("https://github.example/octo/site/actions/runs/42", manifest);
        Assert.Contains("S3Sync.MSBuild/", manifest);
    }

    [Fact]
    public async Task What_is_published_is_the_publish_folder_whatever_a_variable_of_the_machine_is_called()
    {
        _world.Options.Remove("source");
        _world.DefaultSource = "site";
        _world.Write("elsewhere/secret.txt", "x");
        _world.Variables["SOURCE"] = "elsewhere";

        Assert.True(await _world.PublishAsync());

        Assert.Equal(["app/index.html"], (await _world.S3.Client.ListObjectsV2Async(new() { BucketName = "web" })).S3Objects.Select(found => found.Key));
    }

    [Fact]
    public void A_publish_folder_that_is_not_there_is_told_with_the_way_to_it()
    {
        _world.Options.Remove("source");
        _world.DefaultSource = "bin/Debug/net10.0/publish/";

        _world.Prepare();

        var problem = Assert.Single(_world.Log.Errors);
        Assert.Equal("S3S811", problem.Code);
        Assert.Contains($"'{_world.At("bin/Debug/net10.0/publish/")}'", problem.Message);
        Assert.Contains("-p:Configuration=Release", problem.Message);
    }

    [Fact]
    public async Task A_dry_run_names_no_manifest()
    {
        (_world.Options["manifest"], _world.Options["dry-run"]) = ("m.json", "true");

        var outcome = await _world.RunAsync();

        Assert.True(outcome.IsGood);
        Assert.Null(outcome.Manifest);
    }

    [Fact]
    public async Task Without_a_service_the_manifest_names_what_the_repository_around_the_project_has_checked_out()
    {
        _world.Write(".git/HEAD", "ref: refs/heads/main\n");
        _world.Write(".git/refs/heads/main", "89abcdef0123456789abcdef0123456789abcdef\n");
        _world.Options["manifest"] = "m.json";

        Assert.True(await _world.PublishAsync());

        Assert.Contains("89abcdef0123456789abcdef0123456789abcdef", await File.ReadAllTextAsync(_world.At("m.json")));
    }
}
