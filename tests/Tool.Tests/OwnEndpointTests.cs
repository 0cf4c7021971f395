using S3Sync.TestKit;
using S3Sync.Tool.Tests.World;

namespace S3Sync.Tool.Tests;

/// <summary>What <c>--local-s3</c> makes, and what it must leave alone.</summary>
public sealed class OwnEndpointTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public OwnEndpointTests() => _folder.Write("tree/a.txt", "one");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_mistyped_source_bucket_fails_and_deletes_nothing()
    {
        await RunAsync("tree", "s3://box/p/");

        var result = await RunAsync("s3://bxo/p/", "tree", "--delete");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("S3S206: The bucket \"bxo\" does not exist", result.Error);
        Assert.True(File.Exists(_folder.At("tree", "a.txt")));
        Assert.False(Directory.Exists(_folder.At("objects", "buckets", "bxo")));
    }

    [Fact]
    public async Task A_mistyped_source_bucket_does_not_empty_another_bucket()
    {
        await RunAsync("tree", "s3://box/p/");

        var result = await RunAsync("s3://bxo/p/", "s3://box/p/", "--delete");
        var back = await RunAsync("s3://box/p/", "back");

        Assert.Equal((1, 0), (result.ExitCode, back.ExitCode));
        Assert.True(File.Exists(_folder.At("back", "a.txt")));
    }

    [Fact]
    public async Task A_bucket_that_nothing_is_written_to_is_not_made()
    {
        Directory.CreateDirectory(_folder.At("empty"));

        var result = await RunAsync("empty", "s3://box/p/");

        Assert.Equal(0, result.ExitCode);
        Assert.False(Directory.Exists(_folder.At("objects", "buckets", "box")));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_into_a_folder_of_objects()
    {
        await RunAsync("tree", "s3://box/p/");
        File.Delete(_folder.At("objects", ".lock"));
        _folder.Write("tree/b.txt", "two");
        var before = Everything();

        var there = await RunAsync("tree", "s3://box/p/", "--dry-run");
        var other = await RunAsync("tree", "s3://other/p/", "--dry-run");

        Assert.Equal((0, 0), (there.ExitCode, other.ExitCode));
        Assert.Contains("1 object (3 B) would be transferred", there.Error);
        Assert.Contains("2 objects (6 B) would be transferred", other.Error);
        Assert.Equal(before, Everything());
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_into_an_empty_folder()
    {
        Directory.CreateDirectory(_folder.At("objects"));

        var result = await RunAsync("tree", "s3://box/p/", "--dry-run");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(Everything());
    }

    [Theory]
    [InlineData]
    [InlineData("--dry-run")]
    public async Task A_folder_of_other_files_is_refused_as_the_endpoint_s(params string[] options)
    {
        var file = _folder.Write("objects/index.html", "x");

        var result = await RunAsync(["tree", "s3://box/p/", .. options]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("S3S606: The folder", result.Error);
        Assert.Equal(file, Assert.Single(Everything()).Item1);
    }

    private IReadOnlyList<(string, DateTime)> Everything() =>
        [.. Directory.EnumerateFileSystemEntries(_folder.At("objects"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (path, File.GetLastWriteTimeUtc(path)))];

    private Task<ToolResult> RunAsync(params string[] arguments) =>
        ToolProcess.RunInAsync(_folder.Path, new Dictionary<string, string>(), [.. arguments, "--local-s3", "objects"]);
}
