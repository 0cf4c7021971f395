using S3Sync.Entries;
using S3Sync.Problems;
using S3Sync.Storage.S3;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.S3;

public class ListingTests
{
    [Fact]
    public async Task Every_page_is_read()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync([.. Enumerable.Range(0, 2100).Select(static number => $"k{number:0000}")]);

        Assert.Equal(Enumerable.Range(0, 2100).Select(static number => $"k{number:0000}"), await KeysAsync(world.Store));
    }

    [Fact]
    public async Task A_long_listing_is_read_in_ranges_and_comes_in_order()
    {
        await using var world = await BucketWorld.StartAsync();
        var keys = Enumerable.Range(0, 30_000).Select(static number => $"p/data/{number / 700:D4}/o{number:D8}").ToList();
        world.S3.Server.Seed(world.Bucket, keys);

        Assert.Equal(keys.Select(static key => key[2..]), await KeysAsync(world.Open("p/")));

        var asked = world.S3.Server.Requests.Of("ListObjectsV2");
        Assert.Contains(asked, static request => request.Target.Contains("start-after=", StringComparison.Ordinal));
        Assert.InRange(asked.Count, 31, 60);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_know_ranges_is_listed_from_the_beginning()
    {
        var keys = Enumerable.Range(0, 5000).Select(static number => $"k{number:D5}").ToList();
        await using var endpoint = ScriptedEndpoint.Start(request =>
        {
            var begin = int.Parse(request.QueryString["continuation-token"] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            var page = request.QueryString["delimiter"] is not null ? [] : keys.Skip(begin).Take(1000);
            var isLast = begin + 1000 >= keys.Count;
            return new(200, $"<ListBucketResult><IsTruncated>{(isLast ? "false" : "true")}</IsTruncated>{(isLast ? "" : $"<NextContinuationToken>{begin + 1000}</NextContinuationToken>")}"
                + string.Concat(page.Select(static key => $"<Contents><Key>{key}</Key><Size>1</Size></Contents>")) + "</ListBucketResult>");
        });
        using var store = S3Store.Open(new("bucket", ""), new() { AccessKey = "id", SecretAccessKey = "secret", EndpointUrl = endpoint.Url }, new(), new(), TimeProvider.System, static () => 0);

        Assert.Equal(keys, await KeysAsync(store));
        Assert.False(store.Dialect.ListsInRanges);
    }

    [Fact]
    public async Task The_prefix_is_cut_off_as_plain_text()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("pre", "prefix/a", "prefix-b", "other");

        Assert.Equal(["-b", "/a"], await KeysAsync(world.Open("prefix")));
        Assert.Equal(["a"], await KeysAsync(world.Open("prefix/")));
    }

    [Fact]
    public async Task An_object_whose_key_is_the_prefix_is_withheld_by_name_before_all_others_but_its_marker_is_not()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("prefix", "prefix!", "prefix/", "prefix/a");

        Assert.Equal(["", "!", "/", "/a"], await KeysAsync(world.Open("prefix")));
        Assert.Equal("S3S227", Assert.IsType<Withheld>((await BucketWorld.ListAsync(world.Open("prefix")))[0]).Problem?.Code);
        Assert.Equal(["a"], await KeysAsync(world.Open("prefix/")));
    }

    [Fact]
    public async Task A_key_that_ends_in_a_slash_is_a_marker()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("dir", "dir/", "dir/x");

        var kinds = (await BucketWorld.ListAsync(world.Store)).Cast<Entry>().Select(static entry => (entry.Key, entry.Kind));

        Assert.Equal([("dir", EntryKind.Object), ("dir/", EntryKind.Marker), ("dir/x", EntryKind.Object)], kinds);
    }

    [Fact]
    public async Task Objects_of_the_tools_own_are_no_entries()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("p/a", "p/.s3sync-0000", "p/b");

        Assert.Equal(["a", "b"], await KeysAsync(world.Open("p/", isOwnObject: static key => key.StartsWith(".s3sync-", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task One_leading_slash_is_dropped_and_the_order_is_that_of_the_names()
    {
        await using var world = await BucketWorld.StartAsync();
        string[] keys = ["prefix!", "prefix-b", "prefix/", "prefix//double", "prefix/a", "prefix/z", "prefix/\U0010FFFFx", "prefix0", "prefixm", "prefix\U0010FFFF"];
        await world.SeedAsync(keys);
        var store = world.Open("prefix", dropOneLeadingSlash: true);

        var entries = (await BucketWorld.ListAsync(store)).Cast<Entry>().ToList();

        Assert.Equal(["!", "-b", "/double", "0", "a", "m", "z", "\U0010FFFF", "\U0010FFFFx"], entries.Select(static entry => entry.Key));
        Assert.Equal(
            ["prefix!", "prefix-b", "prefix//double", "prefix0", "prefix/a", "prefixm", "prefix/z", "prefix\U0010FFFF", "prefix/\U0010FFFFx"],
            entries.Select(store.FullKey));
    }

    [Fact]
    public async Task A_prefix_with_its_slash_drops_nothing()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync("prefix//a", "prefix/b");

        Assert.Equal(["/a", "b"], await KeysAsync(world.Open("prefix/", dropOneLeadingSlash: true)));
    }

    [Theory]
    [InlineData("bucket")]
    [InlineData("zone--x-s3")]
    public async Task Two_keys_that_become_one_name_are_both_withheld(string bucket)
    {
        await using var world = await BucketWorld.StartAsync(bucket);
        await world.SeedAsync("pa", "p/a", "p/b", "pc");
        var store = world.Open("p", dropOneLeadingSlash: true);

        var listed = await BucketWorld.ListAsync(store);

        var withheld = Assert.IsType<Withheld>(listed[0]);
        Assert.Equal(("a", "S3S225", false), (withheld.Key, withheld.Problem!.Code, withheld.MakesListingIncomplete));
        Assert.Contains("\"pa\"", withheld.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("\"p/a\"", withheld.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(["b", "c"], listed.Skip(1).Cast<Entry>().Select(static entry => entry.Key));
    }

    [Fact]
    public async Task A_directory_bucket_is_sorted()
    {
        await using var world = await BucketWorld.StartAsync("zone--x-s3");
        await world.SeedAsync("b/2", "a", "\U0001F600", "b/1", "\uFFFD", "b");

        Assert.Equal(["a", "b", "b/1", "b/2", "\uFFFD", "\U0001F600"], await KeysAsync(world.Store));
    }

    [Fact]
    public async Task A_listing_can_be_left_early()
    {
        await using var world = await BucketWorld.StartAsync();
        await world.SeedAsync([.. Enumerable.Range(0, 1001).Select(static number => $"k{number:0000}")]);

        await foreach (var one in world.Store.ListAsync(default))
        {
            Assert.Equal("k0000", one.Key);
            break;
        }
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_ends_the_listing_by_its_name()
    {
        await using var world = await BucketWorld.StartAsync();

        var failure = await Assert.ThrowsAsync<SyncException>(() => BucketWorld.ListAsync(world.Open(bucket: "absent")));

        Assert.Equal("S3S206", failure.Problem.Code);
        Assert.Contains("\"absent\"", failure.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_listing_is_a_cancellation()
    {
        await using var world = await BucketWorld.StartAsync();
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in world.Store.ListAsync(cancel.Token))
            {
            }
        });
    }

    private static async Task<List<string>> KeysAsync(S3Store store) => (await BucketWorld.ListAsync(store)).ConvertAll(static one => one.Key);
}
