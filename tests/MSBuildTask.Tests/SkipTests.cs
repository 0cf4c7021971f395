using S3Sync.MSBuildTask.Tests.World;

namespace S3Sync.MSBuildTask.Tests;

[Collection(nameof(Builds))]
public class SkipTests(PackedTask package)
{
    [Fact]
    public async Task An_unchanged_publish_asks_the_endpoint_for_nothing()
    {
        await using var consumer = await Consumer.CreateAsync(package);
        (await consumer.DeployAsync()).Good();
        var before = consumer.Requests;

        var again = (await consumer.DeployAsync()).Good();

        Assert.Equal(before, consumer.Requests);
        Assert.Contains("Skipping target \"_S3SyncRun\"", again.Out);
    }

    [Theory]
    [InlineData("-p:S3SyncTarget=s3://web/other/")]
    [InlineData("-p:S3SyncDelete=true")]
    [InlineData("-p:S3SyncAlways=true")]
    public async Task Another_target_another_option_or_always_publishes_again(string change) =>
        await AssertPublishesAgainAsync(_ => { }, change);

    [Fact]
    public async Task Another_environment_publishes_again()
    {
        await using var consumer = await Consumer.CreateAsync(package, target: "");
        consumer.Write("s3sync.json", """{ "environments": { "one": { "target": "s3://web/one/" }, "two": { "target": "s3://web/two/" } } }""");
        (await consumer.DeployAsync("-p:S3SyncConfig=s3sync.json", "-p:S3SyncEnvironment=one")).Good();

        (await consumer.DeployAsync("-p:S3SyncConfig=s3sync.json", "-p:S3SyncEnvironment=two")).Good();

        Assert.Contains("two/index.html", await consumer.KeysAsync());
    }

    [Fact]
    public async Task A_removed_file_publishes_again() => await AssertPublishesAgainAsync(consumer => File.Delete(consumer.At("site/css/site.css")));

    [Fact]
    public async Task A_variable_of_an_option_publishes_again() => await AssertPublishesAgainAsync(consumer => consumer.Variables["S3SYNC_CACHE_CONTROL"] = "no-cache");

    [Fact]
    public async Task A_file_that_an_older_one_replaced_publishes_again() => await AssertPublishesAgainAsync(consumer =>
        File.SetLastWriteTimeUtc(consumer.Write("site/index.html", "<h1>old</h1>"), new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)));

    [Fact]
    public async Task A_failed_run_is_tried_again()
    {
        await using var consumer = await Consumer.CreateAsync(package);
        _ = consumer.World.Server.Faults.On("PutObject").Answer(403, "AccessDenied");
        var failed = (await consumer.DeployAsync()).Bad();
        Assert.Contains("error S3SYNC0", failed.Out);
        consumer.World.Server.Faults.Clear();

        (await consumer.DeployAsync()).Good();

        Assert.Equal(["app/css/site.css", "app/index.html"], await consumer.KeysAsync());
    }

    [Fact]
    public async Task A_dry_run_says_what_it_would_do_and_counts_as_nothing()
    {
        await using var consumer = await Consumer.CreateAsync(package);

        var dry = (await consumer.DeployAsync("-p:S3SyncDryRun=true", "-v:m")).Good();

        Assert.Contains("would upload s3://web/app/index.html", dry.Out);
        Assert.Empty(await consumer.KeysAsync());
        Assert.False(File.Exists(consumer.At("obj/Debug/net10.0/s3sync.stamp")));
    }

    private async Task AssertPublishesAgainAsync(Action<Consumer> change, params string[] arguments)
    {
        await using var consumer = await Consumer.CreateAsync(package);
        (await consumer.DeployAsync()).Good();
        var before = consumer.Requests;
        change(consumer);

        (await consumer.DeployAsync(arguments)).Good();

        Assert.NotEqual(before, consumer.Requests);
    }
}
