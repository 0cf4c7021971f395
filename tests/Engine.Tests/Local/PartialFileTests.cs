using S3Sync.Entries;
using S3Sync.Storage;
using S3Sync.Storage.Local;
using Xunit;

namespace S3Sync.Engine.Tests.Local;

public sealed class PartialFileTests
{
    private static readonly DateTimeOffset Time = new(2024, 2, 29, 12, 34, 56, 789, TimeSpan.Zero);

    [Fact]
    public async Task A_published_file_has_its_content_and_its_time_to_the_second()
    {
        using var world = new LocalWorld(LocalSide.Target);
        await world.WriteAsync("a/b/c.txt", "content"u8.ToArray(), Time);
        Assert.Equal("content", await File.ReadAllTextAsync(world.Folder.At("a/b/c.txt")));
        Assert.Equal(new DateTime(2024, 2, 29, 12, 34, 56, DateTimeKind.Utc), File.GetLastWriteTimeUtc(world.Folder.At("a/b/c.txt")));
        Assert.Equal(["a/", "a/b/", "a/b/c.txt"], await world.KeysAsync());
    }

    [Fact]
    public async Task Nothing_is_seen_under_the_final_name_before_it_is_published()
    {
        using var world = new LocalWorld(LocalSide.Target);
        world.Folder.Write("f", "old");
        await using var partial = world.Store.CreatePartial("f", 3);
        await partial.WriteAsync(0, "new"u8.ToArray(), CancellationToken.None);
        Assert.Equal("old", await File.ReadAllTextAsync(world.Folder.At("f")));
        partial.Publish(Time);
        Assert.Equal("new", await File.ReadAllTextAsync(world.Folder.At("f")));
    }

    [Fact]
    public async Task Ranges_are_written_in_any_order_and_side_by_side()
    {
        using var world = new LocalWorld(LocalSide.Target);
        var content = TestKit.Content.Of(5_000_000);
        await using (var partial = world.Store.CreatePartial("f", content.Length))
        {
            var offsets = Enumerable.Range(0, 50).Select(index => index * 100_000).Reverse();
            await Parallel.ForEachAsync(offsets, async (offset, token) => await partial.WriteAsync(offset, content.AsMemory(offset, 100_000), token));
            partial.Publish(Time);
        }

        Assert.Equal(content, await File.ReadAllBytesAsync(world.Folder.At("f")));
    }

    [Fact]
    public async Task One_that_is_given_up_leaves_nothing()
    {
        using var world = new LocalWorld(LocalSide.Target);
        await using (var partial = world.Store.CreatePartial("f", 3))
        {
            await partial.WriteAsync(0, "new"u8.ToArray(), CancellationToken.None);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Folder.Path));
    }

    [Fact]
    public async Task The_temporary_file_has_its_form_and_stands_beside_its_destination()
    {
        using var world = new LocalWorld(LocalSide.Target);
        await using var partial = world.Store.CreatePartial("d/f", 3);
        var name = Path.GetFileName(Assert.Single(Directory.EnumerateFiles(world.Folder.At("d"))));
        Assert.Matches("^\\.s3sync-[0-9a-f]{16}\\.part$", name);
    }

    [Fact]
    public async Task One_that_a_live_run_holds_is_neither_listed_nor_removed()
    {
        foreach (var side in new[] { LocalSide.Source, LocalSide.Target })
        {
            using var world = new LocalWorld(side);
            await using var partial = world.Store.CreatePartial("f", 3);
            await partial.WriteAsync(0, "new"u8.ToArray(), CancellationToken.None);
            Assert.Empty(await world.KeysAsync());
            partial.Publish(Time);
            Assert.Equal(["f"], await world.KeysAsync());
        }
    }

    [Fact]
    public async Task One_of_a_dead_process_is_removed_by_any_listing()
    {
        foreach (var side in new[] { LocalSide.Source, LocalSide.Target })
        {
            using var world = new LocalWorld(side);
            world.Folder.Write("d/.s3sync-0123456789abcdef.part", "left over");
            Directory.CreateDirectory(world.Folder.At(".s3sync-0123456789abcdef.probe"));
            world.Folder.Write(".s3sync-0123456789abcdef.probe/a", "");
            Assert.Equal(["d/"], await world.KeysAsync());
            Assert.Empty(Directory.EnumerateFileSystemEntries(world.Folder.At("d")));
            Assert.False(Directory.Exists(world.Folder.At(".s3sync-0123456789abcdef.probe")));
        }
    }

    [Fact]
    public async Task A_folder_in_the_form_of_ours_that_holds_something_is_listed_and_kept()
    {
        using var world = new LocalWorld(LocalSide.Source);
        world.Folder.Write(".s3sync-0123456789abcdef.probe/a", "content");
        Assert.Equal([".s3sync-0123456789abcdef.probe/", ".s3sync-0123456789abcdef.probe/a"], await world.KeysAsync());
    }

    [Fact]
    public async Task Listings_that_run_beside_downloads_take_none_of_them_away()
    {
        using var world = new LocalWorld(LocalSide.Target);
        using var done = new CancellationTokenSource();
        var lister = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await world.ListAsync(world.NewStore());
            }
        });

        await Parallel.ForEachAsync(Enumerable.Range(0, 300), async (index, _) => await world.WriteAsync($"d{index % 3}/f{index}", [1]));
        await done.CancelAsync();
        await lister;
        Assert.Equal(303, (await world.KeysAsync()).Count);
        Assert.Equal(300, Directory.EnumerateFiles(world.Folder.Path, "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task One_that_is_not_whole_is_not_published()
    {
        using var world = new LocalWorld(LocalSide.Target);
        await using var partial = world.Store.CreatePartial("f", 5_000_000);
        await partial.WriteAsync(0, new byte[4_999_999], CancellationToken.None);
        var failure = Assert.Throws<StorageException>(() => partial.Publish(Time));
        Assert.Equal(("S3S405", FailureKind.Broken), (failure.Problem.Code, failure.Kind));
        Assert.False(File.Exists(world.Folder.At("f")));
    }

    [UnixFact]
    public async Task One_that_something_else_removed_is_told()
    {
        using var world = new LocalWorld(LocalSide.Target);
        await using var partial = world.Store.CreatePartial("f", 0);
        File.Delete(Assert.Single(Directory.EnumerateFiles(world.Folder.Path)));
        Assert.Equal("S3S318", Assert.Throws<StorageException>(() => partial.Publish(Time)).Problem.Code);
    }

    [Fact]
    public async Task A_folder_that_came_to_stand_there_is_not_replaced()
    {
        using var world = new LocalWorld(LocalSide.Target);
        await using var partial = world.Store.CreatePartial("f", 0);
        Directory.CreateDirectory(world.Folder.At("f"));
        Assert.Equal("S3S319", Assert.Throws<StorageException>(() => partial.Publish(Time)).Problem.Code);
    }

    [UnixFact]
    public async Task Modes_follow_the_umask()
    {
        using var world = new LocalWorld(LocalSide.Target);
        await world.WriteAsync("f", [1]);
        var plain = world.Folder.Write("plain", "x");
        Assert.Equal(Mode(plain), Mode(world.Folder.At("f")));
    }

    [UnixFact]
    public void A_folder_that_may_not_be_written_is_a_problem_of_the_object()
    {
        using var world = new LocalWorld(LocalSide.Target);
        Directory.CreateDirectory(world.Folder.At("shut"));
        UnixWorld.SetMode(world.Folder.At("shut"), 0x16D);
        UnixWorld.SetMode(world.Folder.Path, 0x1ED);
        using var unprivileged = UnixWorld.Unprivileged();
        var failure = Assert.Throws<StorageException>(() => world.Store.CreatePartial("shut/f", 1));
        Assert.Equal(("S3S314", FailureKind.Permanent), (failure.Problem.Code, failure.Kind));
    }

    [UnixFact]
    public void A_size_that_the_disk_has_no_room_for_is_refused_before_anything_is_fetched()
    {
        using var world = new LocalWorld(LocalSide.Target);
        var beyond = new DriveInfo(world.Folder.Path).TotalSize + (1L << 30);
        var failure = Assert.Throws<StorageException>(() => world.Store.CreatePartial("f", beyond));
        Assert.Equal(("S3S315", FailureKind.Permanent), (failure.Problem.Code, failure.Kind));
        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Folder.Path));
    }

    [Fact]
    public async Task Empty_content_is_a_file()
    {
        using var world = new LocalWorld(LocalSide.Target);
        await world.WriteAsync("empty", []);
        Assert.Equal((EntryKind.Object, 0L), await world.SingleAsync<Entry>("empty") is var entry ? (entry.Kind, entry.Size) : default);
    }

    private static int Mode(string path) => OperatingSystem.IsWindows() ? 0 : (int)File.GetUnixFileMode(path);

}
