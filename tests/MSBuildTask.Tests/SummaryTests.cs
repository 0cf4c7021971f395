using S3Sync.MSBuildTask.Tests.World;

namespace S3Sync.MSBuildTask.Tests;

/// <summary>The line that is always seen at the end of a run.</summary>
public sealed class SummaryTests : IAsyncLifetime
{
    private PublishWorld _world = null!; // made before every test

    public async Task InitializeAsync() => _world = await PublishWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Objects_that_were_given_other_headers_are_counted_for_themselves()
    {
        Assert.True(await _world.PublishAsync());
        _world.Write("s3sync.json", """{ "rules": [{ "match": ["**/*.html"], "cacheControl": "no-store" }] }""");
        _world.Options["config"] = "s3sync.json";

        Assert.True(await _world.PublishAsync());

        Assert.DoesNotContain("headers", _world.Log.Outcomes[0]);
        Assert.Contains("S3Sync s3://web/app/: 0 uploaded (0 bytes), 1 given other headers, 0 deleted", _world.Log.Outcomes[^1]);
    }

    [Fact]
    public async Task A_dry_run_says_that_they_would_be_given_other_headers()
    {
        Assert.True(await _world.PublishAsync());
        _world.Write("s3sync.json", """{ "dryRun": true, "rules": [{ "match": ["**/*.html"], "cacheControl": "no-store" }] }""");
        _world.Options["config"] = "s3sync.json";

        Assert.True((await _world.RunAsync()).IsGood);

        Assert.Contains("0 would be uploaded (0 bytes), 1 would be given other headers, 0 would be deleted", _world.Log.Outcomes[^1]);
    }

    [Fact]
    public async Task Objects_that_were_given_other_tags_are_not_called_uploaded()
    {
        await _world.S3.BucketAsync("from");
        await _world.S3.Client.PutObjectAsync(new() { BucketName = "from", Key = "index.html", ContentBody = "one" });
        (_world.Options["source"], _world.Options["sync-latest-tagging"]) = ("s3://from/", "true");
        foreach (var (name, value) in _world.Variables.Where(pair => pair.Key.StartsWith("S3SYNC_TARGET_", StringComparison.Ordinal)).ToList())
        {
            _world.Variables[name.Replace("TARGET", "SOURCE", StringComparison.Ordinal)] = value;
        }

        Assert.True((await _world.RunAsync()).IsGood, string.Join('\n', _world.Log.Errors));
        await _world.S3.Client.PutObjectTaggingAsync(new() { BucketName = "from", Key = "index.html", Tagging = new() { TagSet = [new() { Key = "a", Value = "b" }] } });

        Assert.True((await _world.RunAsync()).IsGood, string.Join('\n', _world.Log.Errors));

        Assert.Contains("0 uploaded (0 bytes), 1 given other tags, 0 deleted", _world.Log.Outcomes[^1]);
    }
}
