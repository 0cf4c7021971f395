using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests.Seed;

/// <summary>Every command that the original's README shows, with buckets and folders of its names.</summary>
public sealed class ExampleTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private S3World _world = null!; // made before every test

    public static TheoryData<string> Commands() => [.. SeedReadme.Commands()];

    public async Task InitializeAsync()
    {
        _world = await S3World.InMemoryAsync();
        foreach (var folder in new[] { "30", "testdata", "download", "local" })
        {
            _folder.Write(folder + "/a.txt", folder);
        }

        _folder.Write("keys", string.Concat(new[] { "foo", "bar", "default" }.Select(name => $"[{name}]\naws_access_key_id={S3World.AccessKey}\naws_secret_access_key={S3World.SecretKey}\nregion=us-east-1\n")));
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task An_example_of_the_readme_runs(string command)
    {
        // Its places, accounts and services exist here under the same names, as far as a bucket may have them.
        var words = command
            .Replace("/path/to/local", _folder.At("local"), StringComparison.Ordinal).Replace("~/", "./", StringComparison.Ordinal)
            .Replace("https://foo", _world.Endpoint, StringComparison.Ordinal)
            .Replace("access-key foo", $"access-key {S3World.AccessKey}", StringComparison.Ordinal).Replace("access-key bar", $"access-key {S3World.SecretKey}", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(word => word.StartsWith("s3://", StringComparison.Ordinal) ? word.ToLowerInvariant() : word).ToArray();
        if (words is ["--auto-complete-shell", ..] or ["--help"])
        {
            Assert.Equal(0, (await ToolProcess.RunAsync(words)).ExitCode);
            return;
        }

        var places = words[^2..];
        foreach (var bucket in places.Where(place => place.StartsWith("s3://", StringComparison.Ordinal)).Select(place => place[5..].Split('/')[0]).Distinct())
        {
            await _world.BucketAsync(bucket);
        }

        if (command.Contains("--enable-versioning", StringComparison.Ordinal))
        {
            foreach (var bucket in new[] { "bucket-name1", "bucket-name2" })
            {
                await _world.Client.PutBucketVersioningAsync(new() { BucketName = bucket, VersioningConfig = new() { Status = Amazon.S3.VersionStatus.Enabled } });
            }
        }

        var result = await ToolProcess.RunInAsync(_folder.Path, Environment(places), words);

        if (command.Contains("-accelerate", StringComparison.Ordinal))
        {
            Assert.True(result.ExitCode is 2, result.Error); // AWS alone accelerates: that it was asked for is seen by what is said of this endpoint
            Assert.Contains("accelerat", result.Error, StringComparison.OrdinalIgnoreCase);
            return;
        }

        Assert.True(result.ExitCode == 0, result.Error);
    }

    private Dictionary<string, string> Environment(string[] places)
    {
        var environment = new Dictionary<string, string> { ["AWS_SHARED_CREDENTIALS_FILE"] = _folder.At("keys"), ["AWS_REGION"] = "us-east-1" };
        foreach (var (side, place) in new[] { "SOURCE", "TARGET" }.Zip(places).Where(end => end.Second.StartsWith("s3://", StringComparison.Ordinal)))
        {
            environment[$"{side}_ENDPOINT_URL"] = _world.Endpoint;
        }

        return environment;
    }
}
