using S3Sync.Tool.GitHub.Step;

namespace S3Sync.Tool.Tests.GitHub;

/// <summary>What a container action, which is root, leaves in a workspace that is somebody else's.</summary>
public sealed class OwnerTests : IAsyncLifetime
{
    private const uint Runner = 1001;
    private StepWorld _world = null!;

    public async Task InitializeAsync() => _world = await StepWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [RootOnLinuxFact]
    public async Task Downloads_their_folders_and_the_manifest_belong_to_the_workspace_s_owner()
    {
        foreach (var key in new[] { "a.txt", "deep/er/b.txt" })
        {
            await _world.S3.Client.PutObjectAsync(new() { BucketName = "site", Key = key, ContentBody = key });
        }

        Assert.Equal(0, OwnerCalls.Give(_world.Workspace, Runner, Runner));

        var result = await _world.RunAsync(("source", "s3://site/"), ("target", "down"), ("source-endpoint-url", _world.S3.Endpoint), ("source-force-path-style", "true"), ("checksums", "SHA256SUMS"));

        Assert.True(result.ExitCode == 0, result.Out);
        foreach (var path in new[] { "down", "down/a.txt", "down/deep", "down/deep/er", "down/deep/er/b.txt", "s3sync-manifest.json", "SHA256SUMS" })
        {
            Assert.True(OwnerCalls.Look(Path.Combine(_world.Workspace, path), out var status) == 0, path);
            Assert.True((status.User, status.Group) == (Runner, Runner), $"{path} belongs to {status.User}");
        }
    }

    [RootOnLinuxFact]
    public async Task The_folder_of_a_preview_belongs_to_the_workspace_s_owner()
    {
        _world.Write("dist/index.html", "x");
        Assert.Equal(0, OwnerCalls.Give(_world.Workspace, Runner, Runner));

        var result = await _world.RunAsync(("source", "dist"), ("target", "s3://preview/"), ("local-s3", "preview"));

        Assert.True(result.ExitCode == 0, result.Out);
        Assert.All(Directory.EnumerateFileSystemEntries(Path.Combine(_world.Workspace, "preview"), "*", SearchOption.AllDirectories), path =>
        {
            Assert.Equal(0, OwnerCalls.Look(path, out var status));
            Assert.Equal(Runner, status.User);
        });
    }

    [Fact]
    public void What_is_outside_of_the_workspace_is_not_in_it()
    {
        var places = new StepPlaces(_world.Workspace);

        Assert.True(places.Holds(Path.Combine(_world.Workspace, "..a")));
        Assert.False(places.Holds(_world.Home));
        Assert.Equal("dist/a", places.Shown(Path.Combine(_world.Workspace, "dist", "a")));
        Assert.Equal(_world.Home, places.Shown(_world.Home));
    }
}

/// <summary>Only root gives files away.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootOnLinuxFactAttribute : FactAttribute
{
    public RootOnLinuxFactAttribute() => Skip = OperatingSystem.IsLinux() && OwnerCalls.User() == 0 ? null : "Only root on Linux gives files to somebody else.";
}
