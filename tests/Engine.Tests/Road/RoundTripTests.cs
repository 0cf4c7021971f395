using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.TestKit;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Road;

public sealed class RoundTripTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private static readonly Func<SyncOptions, SyncOptions> SmallParts = options => options with
    {
        Transfer = options.Transfer with { MultipartThreshold = 5 * MiB, MultipartChunkSize = 5 * MiB },
    };

    private RoadWorld world = null!;

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_of_every_size_go_up_across_and_down_the_same_and_a_second_run_of_each_does_nothing(bool serverSide)
    {
        var source = world.Folder(
            ("empty", []), ("one", [1]), ("sub/under the threshold", Content.Of((5 * MiB) - 1)), ("sub/at it", Content.Of(5 * MiB)),
            ("sub/above", Content.Of((5 * MiB) + 1)), ("d/e/f/many parts", Content.Of((17 * MiB) + 3)), ("ümläut/ø", Content.Of(100)));
        var back = world.Folder();
        Func<SyncOptions, SyncOptions> across = options => SmallParts(options) with { Transfer = SmallParts(options).Transfer with { ServerSideCopy = serverSide } };

        var up = await world.SyncAsync(At(source), S3At("one", "p/"), SmallParts);
        var copy = await world.SyncAsync(S3At("one", "p/"), S3At("two"), across);
        var down = await world.SyncAsync(S3At("two"), At(back), SmallParts);

        Assert.Equal((7, 7, 7), (up.Transferred, copy.Transferred, down.Transferred));
        Assert.Equal(0, up.Unverified + copy.Unverified + down.Unverified);
        AssertSame(source, back);
        Assert.Equal(0, (await world.SyncAsync(At(source), S3At("one", "p/"), SmallParts)).Transferred);
        Assert.Equal(0, (await world.SyncAsync(S3At("one", "p/"), S3At("two"), across)).Transferred);
        Assert.Equal(0, (await world.SyncAsync(S3At("two"), At(back), SmallParts)).Transferred);
    }

    [Fact]
    public async Task A_downloaded_file_has_its_objects_last_modified_time()
    {
        await world.PutAsync("one", "a", [1, 2]);
        var folder = world.Folder();

        await world.SyncAsync(S3At("one"), At(folder));

        var stored = (await world.ListAsync("one")).Single().LastModified!.Value.ToUniversalTime();
        Assert.Equal(new DateTimeOffset(stored).ToUnixTimeSeconds(), new DateTimeOffset(File.GetLastWriteTimeUtc(Path.Combine(folder, "a"))).ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData(1)]
    [InlineData((12 * MiB) + 1)]
    public async Task A_changed_byte_behind_the_same_size_and_time_is_found_by_ETag_in_every_direction(int size)
    {
        var content = Content.Of(size);
        var source = world.Folder(("f", content));
        var path = Path.Combine(source, "f");
        await world.SyncAsync(At(source), S3At("one"), SmallParts);
        await world.SyncAsync(S3At("one"), S3At("two"), ByETag);
        var time = File.GetLastWriteTimeUtc(path);
        content[^1] ^= 1;
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, time);

        Assert.Equal(0, (await world.SyncAsync(At(source), S3At("one"), SmallParts)).Transferred);
        Assert.Equal(1, (await world.SyncAsync(At(source), S3At("one"), ByETag)).Transferred);
        Assert.Equal(1, (await world.SyncAsync(S3At("one"), S3At("two"), ByETag)).Transferred);
        Assert.Equal(content, await world.ContentAsync("two", "f"));
        Assert.Equal(0, (await world.SyncAsync(At(source), S3At("one"), ByETag)).Transferred);
        Assert.Equal(0, (await world.SyncAsync(S3At("one"), S3At("two"), ByETag)).Transferred);
        Assert.Equal(0, (await world.SyncAsync(S3At("two"), At(source), ByETag)).Transferred);
    }

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32)]
    [InlineData(ChecksumAlgorithm.Crc32C)]
    [InlineData(ChecksumAlgorithm.Crc64Nvme)]
    [InlineData(ChecksumAlgorithm.Sha1)]
    [InlineData(ChecksumAlgorithm.Sha256)]
    public async Task Every_additional_checksum_is_verified_up_across_and_down(ChecksumAlgorithm algorithm)
    {
        var source = world.Folder(("small", Content.Of(1000)), ("parts", Content.Of((11 * MiB) + 5)));
        var back = world.Folder();
        Func<SyncOptions, SyncOptions> checksummed = options => SmallParts(options) with { Integrity = new() { AdditionalChecksumAlgorithm = algorithm, EnableAdditionalChecksum = true } };

        var up = await world.SyncAsync(At(source), S3At("one"), checksummed);
        var copy = await world.SyncAsync(S3At("one"), S3At("two"), checksummed);
        var down = await world.SyncAsync(S3At("two"), At(back), checksummed);

        Assert.Equal((2, 2, 2), (up.ChecksumVerified, copy.ChecksumVerified, down.ChecksumVerified));
        Assert.Equal((2, 2, 2), (up.ETagVerified, copy.ETagVerified, down.ETagVerified));
        AssertSame(source, back);
    }

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32)]
    [InlineData(ChecksumAlgorithm.Crc32C)]
    [InlineData(ChecksumAlgorithm.Crc64Nvme)]
    [InlineData(ChecksumAlgorithm.Sha1)]
    [InlineData(ChecksumAlgorithm.Sha256)]
    public async Task An_object_of_a_single_part_is_verified_by_its_checksum_up_across_and_down(ChecksumAlgorithm algorithm)
    {
        var source = world.Folder(("f", Content.Of(5 * MiB)));
        var back = world.Folder();
        await world.BucketAsync("three");
        Func<SyncOptions, SyncOptions> checksummed = options => SmallParts(options) with { Integrity = new() { AdditionalChecksumAlgorithm = algorithm, EnableAdditionalChecksum = true } };

        var up = await world.SyncAsync(At(source), S3At("one"), checksummed);
        var relayed = await world.SyncAsync(S3At("one"), S3At("two"), checksummed);
        var copied = await world.SyncAsync(S3At("one"), S3At("three"), options => checksummed(options) with { Transfer = SmallParts(options).Transfer with { ServerSideCopy = true } });
        var down = await world.SyncAsync(S3At("three"), At(back), checksummed);

        Assert.Equal((1, 1, 1, 1), (up.ChecksumVerified, relayed.ChecksumVerified, copied.ChecksumVerified, down.ChecksumVerified));
        AssertSame(source, back);
    }

    [Fact]
    public async Task Delete_removes_exactly_what_the_source_lacks_and_the_folders_that_empties()
    {
        var source = world.Folder(("keep/a", [1]), ("keep/b", [2]), ("gone/deep/c", [3]), ("d", [4]));
        await world.SyncAsync(At(source), S3At("one"));
        var copy = world.Folder();
        await world.SyncAsync(S3At("one"), At(copy));
        Directory.Delete(Path.Combine(source, "gone"), recursive: true);
        File.Delete(Path.Combine(source, "keep", "b"));
        Directory.CreateDirectory(Path.Combine(copy, "was empty"));

        Assert.Equal(2, (await world.SyncAsync(At(source), S3At("one"), Deleting)).Deleted);
        Assert.Equal(["d", "keep/a"], await world.KeysAsync("one"));
        Assert.Equal(2, (await world.SyncAsync(S3At("one"), At(copy), Deleting)).Deleted);
        Assert.Equal(["d", "keep", "keep/a", "was empty"], TreeOf(copy));
    }

    [Fact]
    public async Task A_prefix_without_its_slash_works_both_ways_twice_with_delete()
    {
        var source = world.Folder(("a", [1]), ("x/b", [2, 2]));
        await world.SyncAsync(At(source), S3At("one", "site/"));
        var back = world.Folder();

        Assert.Equal(2, (await world.SyncAsync(S3At("one", "site"), At(back), Deleting)).Transferred);
        AssertSame(source, back);
        var again = await world.SyncAsync(S3At("one", "site"), At(back), Deleting);

        Assert.Equal((0, 0), (again.Transferred, again.Deleted));
        await world.SyncAsync(At(source), S3At("two", "pre"), Deleting);
        Assert.Equal(["prea", "prex/b"], await world.KeysAsync("two"));
        var twice = await world.SyncAsync(At(source), S3At("two", "pre"), Deleting);
        Assert.Equal((0, 0), (twice.Transferred, twice.Deleted));
        var down = world.Folder();
        await world.SyncAsync(S3At("two", "pre"), At(down), Deleting);
        AssertSame(source, down);
    }

    private static SyncOptions ByETag(SyncOptions options) => SmallParts(options) with { Compare = new() { Rule = CompareRule.ETag } };

    private static SyncOptions Deleting(SyncOptions options) => options with { Delete = new() { Enabled = true } };

    internal static void AssertSame(string left, string right)
    {
        Assert.Equal(TreeOf(left), TreeOf(right));
        foreach (var file in Directory.EnumerateFiles(left, "*", SearchOption.AllDirectories))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(right, Path.GetRelativePath(left, file))));
        }
    }

    private static string[] TreeOf(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)];
}
