using Amazon.S3.Model;
using S3Sync.Engine.Tests.Road;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Planning;

/// <summary>Runs that only report how both sides stand.</summary>
public sealed class StatusReportTests : IAsyncLifetime
{
    private RoadWorld world = null!;

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("up")]
    [InlineData("down")]
    [InlineData("across")]
    public async Task Contents_are_compared_whatever_the_times_and_both_sides_are_looked_at(string direction)
    {
        (string, byte[])[] left = [("same", [1]), ("changed", [2]), ("grown", [3, 3]), ("d/missing", [4])];
        (string, byte[])[] right = [("same", [1]), ("changed", [22]), ("grown", [3]), ("extra", [5])];
        var (source, target) = (direction == "up" ? At(world.Folder(left)) : S3At("one"), direction == "down" ? At(world.Folder(right)) : S3At("two"));
        await PutAsync(direction == "up" ? null : "one", left);
        await PutAsync(direction == "down" ? null : "two", right);
        world.Requests.Clear();

        var counts = (await world.SyncAsync(source, target, Reporting)).Status!; // it was asked for

        Assert.Equal(
            ["Existence NotFound d/missing", "Existence Extra extra", "ETag Mismatch changed", "ETag Mismatch grown", "ETag Matches same"],
            world.Events.OfType<SyncEvent.Compared>().OrderBy(fact => fact.Kind).ThenBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"{fact.Kind} {fact.Status} {fact.Key}"));
        Assert.Equal((5, true), (counts.Objects, counts.HasDifferences));
        Assert.Equal((1, 2, 1, 1), (counts.Of(StatusKind.ETag, SyncStatus.Matches), counts.Of(StatusKind.ETag, SyncStatus.Mismatch), counts.Of(StatusKind.Existence, SyncStatus.NotFound), counts.Of(StatusKind.Existence, SyncStatus.Extra)));
        Assert.Equal(0, world.Requests.Count("PutObject") + world.Requests.Count("GetObject") + world.Requests.Count("DeleteObjects"));
        Assert.Single(world.Events.OfType<SyncEvent.StatusSummary>());
    }

    [Fact]
    public async Task Two_sides_that_are_the_same_have_no_difference()
    {
        var source = world.Folder(("a", [1]), ("large", TestKit.Content.Of((11 << 20) + 5)));
        await world.SyncAsync(At(source), S3At("one"));

        var counts = (await world.SyncAsync(At(source), S3At("one"), Reporting)).Status!; // as above

        Assert.Equal((2, 2, false), (counts.Objects, counts.Of(StatusKind.ETag, SyncStatus.Matches), counts.HasDifferences));
    }

    [Fact]
    public async Task By_an_additional_checksum_an_object_that_lacks_it_is_unknown()
    {
        var source = world.Folder(("a", [1]), ("b", [2]));
        await world.SyncAsync(At(source), S3At("one"), options => options with { Integrity = new() { AdditionalChecksumAlgorithm = ChecksumAlgorithm.Sha256 } });
        await world.PutAsync("one", "b", [2]);

        var counts = (await world.SyncAsync(At(source), S3At("one"), options => Reporting(options) with
        {
            Compare = new() { Rule = CompareRule.Checksum, ChecksumAlgorithm = ChecksumAlgorithm.Sha256 },
        })).Status!; // as above

        Assert.Equal((1, 1, true), (counts.Of(StatusKind.Checksum, SyncStatus.Matches), counts.Of(StatusKind.Checksum, SyncStatus.Unknown), counts.HasDifferences));
        Assert.NotNull(world.Events.OfType<SyncEvent.Compared>().First(fact => fact.Key == "a").TargetChecksum);
    }

    [Fact]
    public async Task Metadata_and_tags_are_reported_by_the_names_that_differ()
    {
        await DescribeAsync("one", "f", "text/plain", "1", "x");
        await DescribeAsync("two", "f", "text/html", "2", "y");
        await DescribeAsync("one", "same", "text/plain", "1", "x");
        await world.SyncAsync(S3At("one"), S3At("two"), options => options with { Filter = new() { IncludeRegex = "same" }, Metadata = new() { PutLastModifiedMetadata = true } });

        var counts = (await world.SyncAsync(S3At("one"), S3At("two"), options => options with { Status = new() { Enabled = true, Metadata = true, Tagging = true } })).Status!; // as above

        var facts = world.Events.OfType<SyncEvent.Compared>().Where(fact => fact.Key == "f").ToDictionary(fact => fact.Kind);
        Assert.Equal(SyncStatus.Matches, facts[StatusKind.ETag].Status);
        Assert.Equal("different: Content-Type, x-amz-meta-number", facts[StatusKind.Metadata].Reason);
        Assert.Equal("different: tag", facts[StatusKind.Tagging].Reason);
        Assert.Equal((1, 1), (counts.Of(StatusKind.Metadata, SyncStatus.Matches), counts.Of(StatusKind.Tagging, SyncStatus.Matches)));
        Assert.True(counts.HasDifferences);
    }

    [Fact]
    public async Task What_a_filter_leaves_out_is_not_reported_on_either_side()
    {
        await world.PutAsync("one", "tmp/a", [1]);
        await world.PutAsync("two", "tmp/b", [1]);

        var counts = (await world.SyncAsync(S3At("one"), S3At("two"), options => Reporting(options) with { Filter = new() { ExcludeRegex = "^tmp/" } })).Status!; // as above

        Assert.Equal((0, false), (counts.Objects, counts.HasDifferences));
    }

    private static SyncOptions Reporting(SyncOptions options) => options with { Status = new() { Enabled = true } };

    private async Task PutAsync(string? bucket, (string Key, byte[] Content)[] objects)
    {
        foreach (var (key, content) in bucket is null ? [] : objects)
        {
            await world.PutAsync(bucket!, key, content); // only where there is one
        }
    }

    private async Task DescribeAsync(string bucket, string key, string type, string number, string tag)
    {
        var request = new PutObjectRequest
        {
            BucketName = world.Name(bucket),
            Key = key,
            InputStream = new MemoryStream([1, 2]),
            ContentType = type,
            TagSet = [new() { Key = "tag", Value = tag }],
        };
        request.Metadata["number"] = number;
        await world.Client.PutObjectAsync(request);
    }
}
