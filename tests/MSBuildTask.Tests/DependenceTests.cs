using S3Sync.MSBuildTask.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.MSBuildTask.Tests;

/// <summary>What an unchanged publish depends on: whatever would make it do something else makes it run.</summary>
public sealed class DependenceTests : IAsyncLifetime
{
    private PublishWorld _world = null!; // made before every test

    public async Task InitializeAsync() => _world = await PublishWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_publish_runs_once_and_then_not_until_something_changes()
    {
        Assert.True(await _world.PublishAsync());

        Assert.False(await _world.PublishAsync());
    }

    [Fact]
    public async Task What_a_link_leads_to_is_published_again_when_it_changes()
    {
        var real = _world.Write("elsewhere/news.html", "old");
        File.CreateSymbolicLink(_world.At("site/news.html"), real);
        Assert.True(await _world.PublishAsync());
        await File.WriteAllTextAsync(real, "new, and longer");

        Assert.True(await _world.PublishAsync());

        using var answer = await _world.S3.Client.GetObjectAsync("web", "app/news.html");
        Assert.Equal("new, and longer", await new StreamReader(answer.ResponseStream).ReadToEndAsync());
    }

    [Fact]
    public async Task Links_that_lead_to_each_other_are_not_followed_for_ever()
    {
        _world.Write("site/x/one.html", "1");
        _world.Write("site/y/two.html", "2");
        foreach (var (link, target) in new[] { ("x/l", "../y"), ("y/l", "../x"), ("x/m", "../y"), ("y/m", "../x"), ("x/self", "."), ("up", "..") })
        {
            Directory.CreateSymbolicLink(_world.At("site/" + link), target);
        }

        var preparing = Task.Run(() => _world.Prepare());

        Assert.True(await preparing.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Empty(_world.Log.Errors);
    }

    [Theory]
    [InlineData("AWS_PROFILE")]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_S3")]
    [InlineData("AWS_REGION")]
    [InlineData("AWS_ACCESS_KEY_ID")]
    public async Task Another_account_or_service_in_the_environment_publishes_again(string variable)
    {
        Assert.True(await _world.PublishAsync());
        _world.Variables[variable] = "another";

        Assert.True(await _world.PublishAsync());
    }

    [Fact]
    public async Task Keys_of_somebody_else_publish_again_and_no_secret_is_written_down()
    {
        await using var other = await S3World.InMemoryAsync(settings => settings with { Keys = new Dictionary<string, string> { ["AKIASOMEBODYELSE0001"] = "somebody/else's+secret/key/0123456789abcdef" } });
        await other.NewClient(accessKey: "AKIASOMEBODYELSE0001", secretKey: "somebody/else's+secret/key/0123456789abcdef").PutBucketAsync("web");
        Assert.True(await _world.PublishAsync());
        var list = await File.ReadAllTextAsync(_world.ListFile);

        (_world.Variables["S3SYNC_TARGET_ACCESS_KEY"], _world.Variables["S3SYNC_TARGET_SECRET_ACCESS_KEY"]) = ("AKIASOMEBODYELSE0001", "somebody/else's+secret/key/0123456789abcdef");

        Assert.True(_world.Prepare());
        Assert.DoesNotContain(S3World.SecretKey, list);
        Assert.DoesNotContain(S3World.AccessKey, list);
    }

    [Fact]
    public async Task Of_two_builds_side_by_side_in_one_folder_the_one_that_failed_runs_again()
    {
        _world.Prepare();
        _world.Options["target"] = "s3://web/other/";
        _world.Prepare();
        _world.Options["target"] = "s3://web/app/";
        Assert.True((await _world.RunAsync()).IsGood); // and the other one fails
        _world.Options["target"] = "s3://web/other/";

        Assert.True(await _world.PublishAsync());
    }

    [Fact]
    public async Task A_stamp_of_a_clock_that_was_ahead_does_not_hide_a_change()
    {
        Assert.True(await _world.PublishAsync());
        File.SetLastWriteTimeUtc(_world.StampFile, DateTime.UtcNow.AddDays(1));
        _world.Write("site/index.html", "two, which is longer");

        Assert.True(await _world.PublishAsync());
    }

    [Theory]
    [InlineData("manifest")]
    [InlineData("checksums")]
    public async Task A_manifest_or_list_that_was_cleaned_away_is_written_again(string option)
    {
        _world.Options[option] = "out/proof";
        Directory.CreateDirectory(_world.At("out"));
        Assert.True(await _world.PublishAsync());
        Assert.False(await _world.PublishAsync());
        File.Delete(_world.At("out/proof"));

        Assert.True(await _world.PublishAsync());

        Assert.True(File.Exists(_world.At("out/proof")));
    }

    [Fact]
    public async Task Always_needs_nothing_of_an_earlier_build()
    {
        Assert.True(await _world.PublishAsync(always: "true"));

        Assert.True(await _world.PublishAsync(always: "Yes"));
        Assert.False(await _world.PublishAsync(always: "false"));
    }

    [Fact]
    public void Always_that_is_no_boolean_is_refused()
    {
        _world.Prepare(always: "now");

        Assert.Equal("S3SyncAlways", Assert.Single(_world.Log.Errors).Message.Split(' ')[0].Trim('"'));
    }
}
