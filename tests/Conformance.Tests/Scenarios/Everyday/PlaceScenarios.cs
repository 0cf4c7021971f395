using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Everyday;

/// <summary>Where things arrive.</summary>
public sealed class PlaceScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Upload, "", "")]
    [Row(Way.Upload, "", "site/")]
    [Row(Way.Upload, "", "no-slash")]
    [Row(Way.Download, "", "")]
    [Row(Way.Download, "from/", "")]
    [Row(Way.Relay, "", "")]
    [Row(Way.Relay, "from/", "to/")]
    [Row(Way.Relay, "same/", "same/")]
    [Row(Way.Copy, "", "")]
    [Row(Way.Copy, "from/", "to/")]
    [Row(Way.Copy, "same/", "same/")]
    public async Task Content_arrives_under_its_relative_key(Way way, string sourcePrefix, string targetPrefix)
    {
        var (first, second) = (Content.Of(10), Content.Of(20_000));
        var ends = await Between(way, sourcePrefix, targetPrefix).HasAsync(("a.txt", first), ("b/c.txt", second));

        var outcome = await ends.SyncAsync();

        Assert.Equal(["a.txt", "b/c.txt"], await ends.TargetKeysAsync());
        Assert.Equal(first, await ends.TargetAsync("a.txt"));
        Assert.Equal(second, await ends.TargetAsync("b/c.txt"));
        Assert.Equal((2, 20_010), (outcome.Counts.Transferred, outcome.Counts.Bytes));
    }

    [Scenarios]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task What_is_beside_the_prefix_stays_out(Way way)
    {
        await World.PutAsync("one", "other/x", [1]);
        await World.PutAsync("one", "sit", [2]);
        var ends = await Between(way, "site/").HasAsync(("a", [3]));

        await ends.SyncAsync();

        Assert.Equal(["a"], await ends.TargetKeysAsync());
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Delete_does_not_reach_beyond_the_target_prefix(Way way)
    {
        await World.PutAsync("two", "sit", [1]);
        await World.PutAsync("two", "site0", [2]);
        var ends = await (await Between(way, "", "site/").HasAsync(("a", [3]))).TargetHasAsync(("gone", [4]));

        await ends.SyncAsync("--delete");

        Assert.Equal(["sit", "site/a", "site0"], await World.KeysAsync("two"));
    }

    [Scenario]
    public async Task A_prefix_that_is_an_objects_key_leaves_it_no_name_and_says_so()
    {
        await World.PutAsync("one", "dir/file", [1]);

        var outcome = await World.RunAsync("s3://one/dir/file", World.Folder());

        Assert.Equal("S3S227", Assert.Single(outcome.Codes));
    }

    [Scenarios]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task One_bucket_may_hold_both_ends_under_prefixes_apart(Way way)
    {
        await World.PutAsync("one", "a/x", [1, 2]);

        await World.SyncAsync("s3://one/a/", "s3://one/b/", way == Way.Copy ? ["--server-side-copy"] : []);

        Assert.Equal(["a/x", "b/x"], await World.KeysAsync("one"));
        Assert.Equal([1, 2], await World.ContentAsync("one", "b/x"));
    }

    [Scenarios]
    [Row("s3://one", "s3://one")]
    [Row("s3://one/a/", "s3://one/a/b/")]
    [Row("s3://one/a/b/", "s3://one/a/")]
    public async Task A_place_inside_the_other_is_refused(string source, string target)
    {
        await World.PutAsync("one", "a/b/x", [1]);

        var outcome = await World.RunAsync(source, target);

        Assert.Contains("S3S513", outcome.Codes);
        Assert.Equal(["a/b/x"], await World.KeysAsync("one"));
    }

    [Scenarios]
    [Row("s3://missing", "s3://two")]
    [Row("s3://one", "s3://missing")]
    public async Task A_bucket_that_is_not_there_is_named(string source, string target)
    {
        await World.PutAsync("one", "x", [1]);

        var outcome = await World.RunAsync(source, target, "--aws-max-attempts", "1");

        Assert.False(outcome.Succeeded);
        Assert.Contains("S3S206", outcome.Codes);
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task An_empty_source_transfers_nothing_and_is_no_failure(Way way)
    {
        var ends = await Between(way).TargetHasAsync(("stays", [1]));

        var outcome = await ends.SyncAsync();

        Assert.Equal(0, outcome.Counts.Transferred);
        Assert.Equal(["stays"], await ends.TargetKeysAsync());
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Empty_content_arrives_as_empty_content(Way way)
    {
        var ends = await Between(way).HasAsync(("nothing", []));

        var outcome = await ends.SyncAsync();

        Assert.Empty(await ends.TargetAsync("nothing"));
        Assert.Equal((1, 0, 0), (outcome.Counts.Transferred, outcome.Counts.Bytes, outcome.Counts.Unverified));
    }

    [Scenarios]
    [Row(Way.Upload)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Hundreds_of_small_entries_arrive_all(Way way)
    {
        var ends = await Between(way).HasAsync([.. Enumerable.Range(0, 120).Select(at => ($"d{at % 7}/f{at:000}", Content.Of(at, at)))]);

        var outcome = await ends.SyncAsync("--max-keys", "50");

        Assert.Equal(120, outcome.Counts.Transferred);
        Assert.Equal(120, (await ends.TargetKeysAsync()).Count);
        Assert.Equal(Content.Of(119, 119), await ends.TargetAsync("d0/f119"));
    }
}
