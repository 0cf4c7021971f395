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

    [RootOnLinuxFact]
    public void What_a_link_in_the_workspace_leads_to_outside_of_it_stays_as_it_is()
    {
        var outside = Path.Combine(_world.Home, "secrets");
        File.WriteAllText(outside, "x");
        _world.Write("preview/own.txt", "x");
        File.CreateSymbolicLink(Path.Combine(_world.Workspace, "preview", "link"), _world.Home);
        File.CreateSymbolicLink(Path.Combine(_world.Workspace, "whole"), _world.Home);
        Assert.Equal(0, OwnerCalls.Give(_world.Workspace, Runner, Runner));
        var owner = WorkspaceOwner.Of(new(_world.Workspace))!; // root looks at what is not root's

        owner.OwnTree(Path.Combine(_world.Workspace, "preview"));
        owner.OwnTree(Path.Combine(_world.Workspace, "whole"));
        owner.Own(Path.Combine(_world.Workspace, "preview", "link", "secrets"));

        Assert.Equal(0u, UserOf(outside));
        Assert.Equal(Runner, UserOf(Path.Combine(_world.Workspace, "preview", "own.txt")));
        Assert.Equal(Runner, UserOf(Path.Combine(_world.Workspace, "preview", "link")));
        Assert.Null(owner.Complaint);
    }

    [RootOnLinuxFact]
    public void A_workspace_that_is_itself_reached_by_a_link_is_given_to_its_owner()
    {
        var linked = Path.Combine(_world.Home, "workspace");
        File.CreateSymbolicLink(linked, _world.Workspace);
        var file = _world.Write("down/a.txt", "x");
        Assert.Equal(0, OwnerCalls.Give(_world.Workspace, Runner, Runner));

        WorkspaceOwner.Of(new(linked))?.Own(Path.Combine(linked, "down", "a.txt"));

        Assert.Equal(Runner, UserOf(file));
    }

    private static uint UserOf(string path)
    {
        Assert.Equal(0, OwnerCalls.Look(path, out var status));
        return status.User;
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
