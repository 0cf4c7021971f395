using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Keys;

/// <summary>Keys that are legal and that something on the way likes to change.</summary>
public sealed class OddKeyScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios]
    [Row(Way.Relay, "/lead")]
    [Row(Way.Copy, "/lead")]
    [Row(Way.Relay, "a//b")]
    [Row(Way.Copy, "a//b")]
    [Row(Way.Relay, "../x")]
    [Row(Way.Copy, "../x")]
    [Row(Way.Relay, "./z")]
    [Row(Way.Copy, "./z")]
    [Row(Way.Relay, "a b+c%20")]
    [Row(Way.Copy, "a b+c%20")]
    [Row(Way.Relay, "%2F100%")]
    [Row(Way.Copy, "%2F100%")]
    [Row(Way.Relay, "?a=b&c#d")]
    [Row(Way.Copy, "?a=b&c#d")]
    [Row(Way.Relay, "semi;colon:at@$,!*'()[]{}|\\^`~\"<>")]
    [Row(Way.Copy, "semi;colon:at@$,!*'()[]{}|\\^`~\"<>")]
    [Row(Way.Relay, "emoji-\U0001F600")]
    [Row(Way.Copy, "emoji-\U0001F600")]
    [Row(Way.Relay, "NFD-e\u0301")]
    [Row(Way.Copy, "NFD-e\u0301")]
    [Row(Way.Relay, "tab\tinside")]
    [Row(Way.Copy, "tab\tinside")]
    [Row(Way.Relay, "new\nline\rreturn", Needs = [Capability.LineEndKeys])]
    [Row(Way.Copy, "new\nline\rreturn", Needs = [Capability.LineEndKeys])]
    [Row(Way.Relay, "dir/")]
    [Row(Way.Copy, "dir/")]
    [Row(Way.Relay, " ")]
    [Row(Way.Copy, "+")]
    public async Task It_goes_from_bucket_to_bucket_as_it_is_and_is_known_again(Way way, string key)
    {
        await World.PutExactAsync("one", key, [1, 2, 3]);
        var ends = Between(way);

        var first = await ends.SyncAsync();
        var second = await ends.SyncAsync("--delete");

        Assert.Equal([key], await World.KeysAsync("two"));
        Assert.Equal((1, 3), (first.Counts.Transferred, first.Counts.Bytes));
        Assert.Equal((0, 0), (second.Counts.Transferred, second.Counts.Deleted));
    }

    // The SDK does not read listings with such keys, so both are gone before the buckets are.
    [Scenarios(Capability.ControlCharacterKeys)]
    [Row(Way.Relay)]
    [Row(Way.Copy)]
    public async Task Control_characters_go_from_bucket_to_bucket(Way way)
    {
        const string Key = "control-\u0001\u001f\u007f";
        await World.PutAsync("one", Key, [1, 2]);

        var first = await Between(way).RunAsync();
        var second = await Between(way).RunAsync("--delete");
        var stored = await World.ContentAsync("two", Key);
        await World.Client.DeleteObjectAsync(World.Name("one"), Key);
        await World.Client.DeleteObjectAsync(World.Name("two"), Key);

        Assert.Equal([1, 2], stored);
        Assert.Equal((1, 0, 0), (first.Counts.Transferred, second.Counts.Transferred, second.Counts.Deleted));
    }

    [Scenarios]
    [Row(Way.Relay, "a b+c%20")]
    [Row(Way.Copy, "a b+c%20")]
    [Row(Way.Relay, "emoji-\U0001F600")]
    [Row(Way.Copy, "emoji-\U0001F600")]
    [Row(Way.Copy, "?a=b&c#d")]
    public async Task It_goes_in_parts_too(Way way, string key)
    {
        await World.PutForAsync(way, "one", key, Content.Of(6 * MiB));

        await Between(way).SyncAsync(InSmallParts());

        Assert.Equal(Content.Of(6 * MiB), await World.ContentAsync("two", key));
    }

    [Scenarios]
    [Row("a b+c%20")]
    [Row("%41")]
    [Row("semi;colon@$,!'()[]{}^`~")]
    [Row("emoji-\U0001F600")]
    [Row("NFD-e\u0301")]
    [Row("\u65E5\u672C/\u8A9E.txt")]
    [Row(".hidden")]
    [Row("a../b")]
    [Row("...")]
    public async Task A_file_of_that_name_goes_up_and_comes_down_as_it_is(string name)
    {
        await World.SyncAsync(World.Folder((name, [1, 2])), "s3://one");
        var back = World.Folder();

        await World.SyncAsync("s3://one", back);

        Assert.Equal([name], await World.KeysAsync("one"));
        Assert.Equal([1, 2], File.ReadAllBytes(Path.Combine(back, name)));
    }

    [Scenarios]
    [Row("p+q r/")]
    [Row("%41/")]
    [Row("?x#y/")]
    public async Task A_prefix_is_plain_text(string prefix)
    {
        await World.SyncAsync(World.Folder(("f", [1])), $"s3://one/{prefix}");
        await World.SyncAsync($"s3://one/{prefix}", "s3://two");

        Assert.Equal([prefix + "f"], await World.KeysAsync("one"));
        Assert.Equal(["f"], await World.KeysAsync("two"));
    }

    [Scenario]
    public async Task The_longest_key_that_there_is_goes_from_bucket_to_bucket()
    {
        var key = new string('k', 1024);
        await World.PutAsync("one", key, [1]);

        await World.SyncAsync("s3://one", "s3://two");

        Assert.Equal([key], await World.KeysAsync("two"));
    }

    [Scenario(Capability.RefusesLongKeys)]
    public async Task A_key_that_would_be_longer_than_that_is_a_failure_of_that_object()
    {
        await World.PutAsync("one", new string('k', 1020), [1]);
        await World.PutAsync("one", "short", [1]);

        var outcome = await World.RunAsync("s3://one", "s3://two/prefix/");

        Assert.Single(outcome.Report!.Failures);
        Assert.Equal(["prefix/short"], await World.KeysAsync("two"));
    }

    [Scenario]
    public async Task Keys_around_a_folder_are_paired_in_the_order_of_their_bytes()
    {
        string[] names = ["a", "a-b", "a.b", "a/b", "a0", "b/", "b/c", "é", "z"];
        foreach (var name in names)
        {
            await World.PutAsync("one", name, [1]);
        }

        await World.SyncAsync("s3://one", "s3://two");
        var second = await World.SyncAsync("s3://one", "s3://two", "--delete");

        Assert.Equal(names.Order(StringComparer.Ordinal), (await World.KeysAsync("two")).Order(StringComparer.Ordinal));
        Assert.Equal((0, 0), (second.Counts.Transferred, second.Counts.Deleted));
    }

    [Scenarios(Capability.RangedListings)]
    [Row(Way.Download, 1)]
    [Row(Way.Download, 3)]
    [Row(Way.Relay, 1)]
    [Row(Way.Relay, 7)]
    public async Task Small_pages_and_listings_side_by_side_come_to_the_same(Way way, int pageSize)
    {
        var ends = await Between(way).HasAsync([.. Enumerable.Range(0, 25).Select(at => ($"{(char)('a' + (at % 5))}/{at:00}", new byte[] { 1 }))]);

        await ends.SyncAsync("--max-keys", $"{pageSize}", "--max-parallel-listings", "4");
        var second = await ends.SyncAsync("--max-keys", $"{pageSize}", "--delete");

        Assert.Equal(25, (await ends.TargetKeysAsync()).Count);
        Assert.Equal((0, 0), (second.Counts.Transferred, second.Counts.Deleted));
    }

    [Scenarios(Capability.Faults)]
    [Row(10, 3)]
    [Row(25, 1)]
    public async Task Pages_have_the_size_that_is_asked_for(int pageSize, int pages)
    {
        await Between(Way.Download).HasAsync([.. Enumerable.Range(0, 25).Select(at => ($"k{at:00}", new byte[] { 1 }))]);
        World.ForgetRequests();

        await World.SyncAsync("s3://one", World.Folder(), "--max-keys", $"{pageSize}", "--max-parallel-listings", "1");

        Assert.Equal(pages, World.Count("ListObjectsV2"));
        Assert.All(World.Requests.Where(request => request.Operation == "ListObjectsV2"), request => Assert.Contains($"max-keys={pageSize}", request.Target, StringComparison.Ordinal));
    }
}
