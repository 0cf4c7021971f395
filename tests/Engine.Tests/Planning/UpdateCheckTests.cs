using S3Sync.Engine.Tests.Road;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Planning;

/// <summary>Every combination of update checks over the four kinds of pairs: touched, changed in place, another size, missing.</summary>
public sealed class UpdateCheckTests : IAsyncLifetime
{
    private static readonly CompareOptions Default = new();

    private RoadWorld world = null!;

    public static TheoryData<string, bool, bool, string> Combinations => new()
    {
        // rule, head-each-target, remove-modified-filter, what is transferred
        { "time", false, false, "grown missing touched" },
        { "time", true, false, "grown missing touched" },
        { "time", false, true, "changed grown missing same touched" },
        { "time", true, true, "grown missing touched" },
        { "size", false, false, "grown missing" },
        { "size", true, false, "grown missing" },
        { "size", true, true, "grown missing" },
        { "etag", false, false, "changed grown missing" },
        { "etag", true, false, "changed grown missing" },
        { "etag", true, true, "changed grown missing" },
        { "time etag", false, false, "grown missing" },
        { "time etag", true, false, "grown missing" },
        { "checksum", false, false, "changed grown missing" },
        { "checksum", true, false, "changed grown missing" },
        { "checksum", false, true, "changed grown missing" },
        { "checksum", true, true, "changed grown missing" },
        { "time checksum", false, false, "grown missing" },
        { "time checksum", true, false, "grown missing" },
    };

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Each_combination_transfers_what_it_says_upwards(string rule, bool heads, bool removes, string expected)
    {
        var source = await PrepareAsync();

        await world.SyncAsync(At(source), S3At("one"), options => Comparing(options, rule, heads, removes));

        Assert.Equal(expected, Transferred());
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Each_combination_transfers_what_it_says_downwards(string rule, bool heads, bool removes, string expected)
    {
        var target = await PrepareAsync();
        var listed = await world.ListAsync("one");

        // Seen from the bucket: what is touched is older at the target, what is changed is not.
        foreach (var item in listed)
        {
            File.SetLastWriteTimeUtc(Path.Combine(target, item.Key), item.LastModified!.Value.ToUniversalTime().AddHours(item.Key == "touched" ? -1 : 1)); // it is listed
        }

        File.Delete(Path.Combine(target, "missing"));
        await PutAsync("missing");
        await world.SyncAsync(S3At("one"), At(target), options => Comparing(options, rule, heads, removes) with { Integrity = new() });

        Assert.Equal(expected, Transferred());
    }

    [Theory]
    [InlineData("time", true, 3)]
    [InlineData("size", true, 2)]
    [InlineData("time", false, 0)]
    [InlineData("size", false, 0)]
    public async Task A_look_at_the_target_costs_one_request_for_each_object_that_would_be_sent(string rule, bool heads, int expected)
    {
        var source = await PrepareAsync();
        world.Requests.Clear();

        await world.SyncAsync(At(source), S3At("one"), options => Comparing(options, rule, heads, removes: false));

        Assert.Equal(expected, world.Requests.Count("HeadObject"));
    }

    [Fact]
    public async Task Without_a_comparison_the_target_is_not_listed_unless_something_may_be_deleted()
    {
        var source = world.Folder(("a", [1]));
        await world.PutAsync("one", "b", [1]);
        world.Requests.Clear();

        await world.SyncAsync(At(source), S3At("one"), options => Comparing(options, "time", heads: false, removes: true));
        Assert.Equal(0, world.Requests.Count("ListObjectsV2"));

        await world.SyncAsync(At(source), S3At("one"), options => Comparing(options, "time", heads: true, removes: true) with { Delete = new() { Enabled = true } });
        Assert.Equal(["a"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task What_is_compared_by_a_checksum_is_stored_with_it_so_that_a_second_run_has_nothing_to_do()
    {
        var source = world.Folder(("a", [1]), ("large", TestKit.Content.Of((11 << 20) + 5)));
        await world.SyncAsync(At(source), S3At("one"));
        SyncOptions BySha(SyncOptions options) => options with
        {
            Compare = new() { Rule = CompareRule.Checksum, ChecksumAlgorithm = ChecksumAlgorithm.Sha256 },
        };

        // What lacks the checksum is transferred, not skipped.
        Assert.Equal(2, (await world.SyncAsync(At(source), S3At("one"), BySha)).Transferred);
        Assert.Equal(0, (await world.SyncAsync(At(source), S3At("one"), BySha)).Transferred);
        Assert.Equal(2, (await world.SyncAsync(S3At("one"), S3At("two"), BySha)).Transferred);
        Assert.Equal(0, (await world.SyncAsync(S3At("one"), S3At("two"), BySha)).Transferred);
        Assert.Equal(0, (await world.SyncAsync(S3At("two"), At(source), BySha)).Transferred);
    }

    [Fact]
    public async Task A_source_object_that_lacks_the_checksum_is_transferred_once_and_then_compared_by_what_both_keep()
    {
        await world.SyncAsync(At(world.Folder(("a", [1]), ("large", TestKit.Content.Of((11 << 20) + 5)))), S3At("one"));
        SyncOptions BySha(SyncOptions options) => options with { Compare = new() { Rule = CompareRule.Checksum, ChecksumAlgorithm = ChecksumAlgorithm.Sha256 } };

        var counts = new List<long>();
        for (var run = 0; run < 2; run++)
        {
            counts.Add((await world.SyncAsync(S3At("one"), S3At("two"), BySha)).Transferred);
        }

        await world.SyncAsync(At(world.Folder(("a", [2]))), S3At("one"), options => options with { Compare = new() { Rule = CompareRule.ETag } });
        counts.Add((await world.SyncAsync(S3At("one"), S3At("two"), BySha)).Transferred);

        Assert.Equal([2, 0, 1], counts);
    }

    [Theory]
    [InlineData("SHA256")]
    [InlineData("CRC32")]
    public async Task A_large_object_of_one_put_is_mirrored_so_that_its_checksum_can_be_compared(string algorithm)
    {
        await world.Client.PutObjectAsync(new()
        {
            BucketName = world.Name("one"),
            Key = "large",
            InputStream = new MemoryStream(TestKit.Content.Of(9 << 20)),
            ChecksumAlgorithm = new(algorithm),
        });
        var asked = ChecksumAlgorithms.TryParse(algorithm, out var parsed) ? parsed : default;
        SyncOptions ByChecksum(SyncOptions options) => options with { Compare = new() { Rule = CompareRule.Checksum, ChecksumAlgorithm = asked } };

        Assert.Equal(1, (await world.SyncAsync(S3At("one"), S3At("two"), ByChecksum)).Transferred);
        Assert.Equal(0, (await world.SyncAsync(S3At("one"), S3At("two"), ByChecksum)).Transferred);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_that_writes_nothing_leaves_what_earlier_runs_left_behind(bool isDry)
    {
        var target = world.Folder((".s3sync-0123456789abcdef.part", [1]));

        await world.SyncAsync(S3At("one"), At(target), options => options with { DryRun = isDry, Status = new() { Enabled = !isDry } });
        Assert.Single(Directory.GetFiles(target));

        await world.SyncAsync(S3At("one"), At(target));
        Assert.Empty(Directory.GetFiles(target));
    }

    [Fact]
    public async Task A_dry_run_shows_a_folder_of_the_users_own_whatever_its_name_is()
    {
        var source = world.Folder((".s3sync-0123456789abcdef.probe/mine", [1]));

        await world.SyncAsync(At(source), S3At("one"), options => options with { DryRun = true });
        var planned = Transferred();
        world.Events.Clear();
        await world.SyncAsync(At(source), S3At("one"));

        Assert.Equal(".s3sync-0123456789abcdef.probe/mine", planned);
        Assert.Equal(planned, Transferred());
    }

    private static SyncOptions Comparing(SyncOptions options, string rule, bool heads, bool removes)
    {
        var compare = rule switch
        {
            "time" => Default,
            "size" => Default with { Rule = CompareRule.Size },
            "etag" => Default with { Rule = CompareRule.ETag },
            "time etag" => Default with { Rule = CompareRule.TimeAndETag },
            "checksum" => Default with { Rule = CompareRule.Checksum, ChecksumAlgorithm = ChecksumAlgorithm.Crc32 },
            _ => Default with { Rule = CompareRule.TimeAndChecksum, ChecksumAlgorithm = ChecksumAlgorithm.Crc32 },
        };
        return options with { Compare = compare with { HeadEachTarget = heads, RemoveModifiedFilter = removes } };
    }

    private async Task PutAsync(string key)
    {
        await world.SyncAsync(At(world.Folder((key, [5]))), S3At("one"), options => options with { Integrity = new() { AdditionalChecksumAlgorithm = ChecksumAlgorithm.Crc32 } });
        world.Events.Clear();
    }

    private string Transferred() => string.Join(' ', world.Events.OfType<SyncEvent.Transferred>().Select(fact => fact.Key).Order(StringComparer.Ordinal));

    // A folder that was uploaded with a checksum, and then: "touched" is newer, "changed" has another content with the same size and an old
    // time, "grown" has another size and an old time, "missing" is new.
    private async Task<string> PrepareAsync()
    {
        var source = world.Folder(("same", [1]), ("touched", [2]), ("changed", [3]), ("grown", [4]));
        await world.SyncAsync(At(source), S3At("one"), options => options with { Integrity = new() { AdditionalChecksumAlgorithm = ChecksumAlgorithm.Crc32 } });
        world.Events.Clear();
        Write(source, "changed", [33]);
        Write(source, "grown", [4, 4]);
        Write(source, "missing", [5]);
        foreach (var name in new[] { "same", "touched", "changed", "grown" })
        {
            File.SetLastWriteTimeUtc(Path.Combine(source, name), DateTime.UtcNow.AddHours(name == "touched" ? 1 : -1));
        }

        return source;
    }
}
