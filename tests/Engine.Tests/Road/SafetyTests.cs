using System.Diagnostics.CodeAnalysis;
using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Road;

public sealed class SafetyTests : IAsyncLifetime
{
    private RoadWorld world = null!;

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("/lead")]
    [InlineData("a//b")]
    [InlineData("./z")]
    [InlineData("x/../y")]
    [InlineData("../out")]
    [InlineData("x/..")]
    public async Task A_key_that_would_not_come_back_as_itself_is_a_problem_and_is_never_asked_for(string key)
    {
        await world.PutAsync("one", "good", [1]);
        await PutRawAsync("one", key);
        var parent = world.Folder();
        var folder = Directory.CreateDirectory(Path.Combine(parent, "in")).FullName;
        world.Requests.Clear();

        var report = await world.RunAsync(S3At("one"), At(folder));

        Assert.Equal(key, report.Failures.Single().Key);
        Assert.Equal(["good"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
        Assert.Single(Directory.GetFileSystemEntries(parent));
        Assert.Equal(1, world.Requests.Count("GetObject"));
    }

    [Fact]
    public async Task A_refused_key_protects_the_path_it_would_lead_to_from_delete()
    {
        await PutRawAsync("one", "a//b");
        var folder = world.Folder(("a/b", [1]), ("c", [2]));

        var report = await world.RunAsync(S3At("one"), At(folder), Deleting);

        Assert.Equal(1, report.Counts.Deleted);
        Assert.True(File.Exists(Path.Combine(folder, "a", "b")));
        Assert.False(File.Exists(Path.Combine(folder, "c")));
    }

    [Fact]
    public async Task Keys_of_any_kind_go_between_buckets_as_they_are()
    {
        string[] keys = ["/lead", "//two", "a//b", "./z", "../x", "dir", "dir/", "dir/f", "e\u0301 nfd", "\U0001F600", "a b+c%20&=?#", "tab\tnewline\n", new('k', 1024)];
        foreach (var key in keys)
        {
            await PutRawAsync("one", key);
        }

        var relayed = await world.SyncAsync(S3At("one"), S3At("two"));
        await world.BucketAsync("three");
        var copied = await world.SyncAsync(S3At("one"), S3At("three"), options => options with { Transfer = options.Transfer with { ServerSideCopy = true } });

        Assert.Equal(keys.Length, relayed.Transferred);
        Assert.Equal(keys.Order(StringComparer.Ordinal), (await world.KeysAsync("three")).Order(StringComparer.Ordinal));
        Assert.Equal(keys.Length, copied.Transferred);
    }

    [Fact]
    [SuppressMessage("Interoperability", "CA1416", Justification = "Links behave alike where the test makes them.")]
    public async Task A_link_in_the_target_is_never_written_or_deleted_through()
    {
        var outside = world.Folder(("f", [1]));
        var folder = world.Folder();
        Directory.CreateSymbolicLink(Path.Combine(folder, "d"), outside);
        Directory.CreateSymbolicLink(Path.Combine(folder, "gone"), outside);
        await world.PutAsync("one", "d/f", [9, 9]);

        var report = await world.RunAsync(S3At("one"), At(folder), Deleting);

        Assert.Equal("d/f", report.Failures.Single().Key);
        Assert.Equal([1], File.ReadAllBytes(Path.Combine(outside, "f")));
        Assert.False(Path.Exists(Path.Combine(folder, "gone")));
    }

    [Fact]
    public async Task A_link_under_a_files_own_key_is_replaced_and_what_it_points_to_stays()
    {
        var outside = world.Folder(("f", [1]));
        var folder = world.Folder();
        File.CreateSymbolicLink(Path.Combine(folder, "f"), Path.Combine(outside, "f"));
        await world.PutAsync("one", "f", [9, 9]);

        await world.SyncAsync(S3At("one"), At(folder));

        Assert.Equal([9, 9], File.ReadAllBytes(Path.Combine(folder, "f")));
        Assert.Null(new FileInfo(Path.Combine(folder, "f")).LinkTarget);
        Assert.Equal([1], File.ReadAllBytes(Path.Combine(outside, "f")));
    }

    [Fact]
    public async Task An_ignored_link_protects_its_target_key_and_everything_below()
    {
        var outside = world.Folder(("f", [1]));
        var source = world.Folder();
        Directory.CreateSymbolicLink(Path.Combine(source, "d"), outside);
        await world.PutAsync("one", "d/f", [1]);
        await world.PutAsync("one", "dx", [1]);

        await world.SyncAsync(At(source), S3At("one"), options => Deleting(options) with { Local = new() { IgnoreSymlinks = true } });

        Assert.Equal(["d/f"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task A_broken_link_in_the_source_is_reported_and_protects_its_key()
    {
        var source = world.Folder(("a", [1]));
        File.CreateSymbolicLink(Path.Combine(source, "b"), Path.Combine(source, "nowhere"));
        await world.PutAsync("one", "b", [1]);

        var report = await world.RunAsync(At(source), S3At("one"), Deleting);

        Assert.Equal("b", report.Failures.Single().Key);
        Assert.Equal(["a", "b"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task What_a_filter_drops_is_neither_transferred_nor_deleted()
    {
        var source = world.Folder(("a.log", [1]), ("b.txt", [1]));
        await world.PutAsync("one", "old.log", [1]);
        await world.PutAsync("one", "old.txt", [1]);

        await world.SyncAsync(At(source), S3At("one"), options => Deleting(options) with { Filter = new() { ExcludeRegex = @"\.log$" } });

        Assert.Equal(["b.txt", "old.log"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task A_marker_is_a_folder_on_disk_and_stays_while_the_folder_exists()
    {
        await world.PutAsync("one", "d/", []);
        await world.PutAsync("one", "d/e/f", [1]);
        var folder = world.Folder();

        await world.SyncAsync(S3At("one"), At(folder));
        Assert.Equal(0, (await world.SyncAsync(S3At("one"), At(folder), Deleting)).Transferred);
        File.Delete(Path.Combine(folder, "d", "e", "f"));
        await world.SyncAsync(At(folder), S3At("one"), options => options with { Delete = new() { Enabled = true, MaxDelete = 1 } }); // folders alone are no source

        Assert.Equal(["d/"], await world.KeysAsync("one"));
    }

    [Fact]
    public async Task A_marker_with_content_is_a_problem_of_that_object()
    {
        await world.PutAsync("one", "d/", [1]);
        await world.PutAsync("one", "f", [1]);
        var folder = world.Folder();

        var report = await world.RunAsync(S3At("one"), At(folder));

        Assert.Equal("d/", report.Failures.Single().Key);
        Assert.Equal(1, report.Counts.Transferred);
    }

    [Fact]
    public async Task A_file_and_a_folder_of_one_name_are_a_problem_of_what_is_below()
    {
        await world.PutAsync("one", "d", [1]);
        await world.PutAsync("one", "d/x", [2]);
        var folder = world.Folder();

        var report = await world.RunAsync(S3At("one"), At(folder));

        Assert.Equal("d/x", report.Failures.Single().Key);
        Assert.Equal([1], File.ReadAllBytes(Path.Combine(folder, "d")));
    }

    [Fact]
    public async Task A_dry_run_tells_everything_and_does_nothing()
    {
        var source = world.Folder(("a", [1]), ("b", [1, 2]));
        await world.PutAsync("one", "old", [1]);

        var counts = await world.SyncAsync(At(source), S3At("one"), options => Deleting(options) with { DryRun = true });

        Assert.Equal((2L, 3L, 1L), (counts.Transferred, counts.Bytes, counts.Deleted));
        Assert.Equal(["old"], await world.KeysAsync("one"));
        Assert.Equal(["a", "b"], world.Events.OfType<SyncEvent.Transferred>().Select(told => told.Key));
    }

    [Theory]
    [InlineData("p/", "p/", true)]
    [InlineData("p/", "p/q/", true)]
    [InlineData("", "p/", true)]
    [InlineData("p/", "q/", false)]
    public void Source_and_target_in_one_another_are_refused(string source, string target, bool refused)
    {
        var job = SyncJob.TryCreate(S3At("one", source), S3At("one", target), new(), out var problems);

        Assert.Equal(refused, job is null);
        Assert.Equal(refused ? 1 : 0, problems.Count);
    }

    [Fact]
    public void One_bucket_name_at_two_endpoints_is_two_places() =>
        Assert.NotNull(SyncJob.TryCreate(S3At("one"), S3At("one"), new() { SourceS3 = new() { EndpointUrl = "http://localhost:1" } }, out _));

    private static SyncOptions Deleting(SyncOptions options) => options with { Delete = new() { Enabled = true } };

    private Task PutRawAsync(string bucket, string key) => world.PutExactAsync(bucket, key, [1]);
}
