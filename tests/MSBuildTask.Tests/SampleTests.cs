using S3Sync.MSBuildTask.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.MSBuildTask.Tests;

[Collection(nameof(Builds))]
public class SampleTests(PackedTask package)
{
    [Fact]
    public async Task The_sample_publishes_its_site_by_the_config_that_all_doors_share()
    {
        using var folder = new TempFolder();
        await using var world = await S3World.InMemoryAsync();
        await world.BucketAsync("demo");
        var samples = Path.Combine(PackedTask.Repository, "samples");
        foreach (var file in Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(samples, path)).Where(IsSource))
        {
            folder.Write(file, await File.ReadAllBytesAsync(Path.Combine(samples, file)));
        }

        folder.Write("nuget.config", $"""<configuration><packageSources><clear /><add key="feed" value="{package.Feed}" /></packageSources></configuration>""");
        var variables = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = S3World.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = S3World.SecretKey,
            ["AWS_REGION"] = "us-east-1",
            ["S3SYNC_TARGET_ENDPOINT_URL"] = world.Endpoint,
        };

        (await Dotnet.RunAsync(folder.Path, variables, "publish", "WebApp", "-tl:off", $"-p:S3SyncVersion={package.Version}", $"-p:RestorePackagesPath={folder.At("packages")}")).Good();

        var site = Path.Combine(samples, "site");
        var expected = Directory.EnumerateFiles(site, "*", SearchOption.AllDirectories).Select(path => "preview/" + Path.GetRelativePath(site, path).Replace('\\', '/'));
        var found = (await world.Client.ListObjectsV2Async(new() { BucketName = "demo" })).S3Objects.Select(found => found.Key);
        Assert.Equal("no-cache", (await world.Client.GetObjectMetadataAsync("demo", "preview/index.html")).Headers.CacheControl);
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private static bool IsSource(string path) => path.Split(Path.DirectorySeparatorChar) is var parts && !parts.Contains("obj") && !parts.Contains("bin");
}
