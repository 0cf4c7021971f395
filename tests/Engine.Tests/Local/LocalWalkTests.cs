using S3Sync.Entries;
using S3Sync.Problems;
using S3Sync.Storage.Local;
using Xunit;

namespace S3Sync.Engine.Tests.Local;

public sealed class LocalWalkTests
{
    [Fact]
    public async Task Keys_come_in_the_order_of_their_utf8_bytes_with_folders_before_their_content()
    {
        using var world = new LocalWorld(LocalSide.Source);
        foreach (var key in new[] { "a/b", "a-b", "a.b", "a0", "b/c/d", "b/c.txt", "é", "z", "\uE000", "😀", "B" })
        {
            world.Folder.Write(key, "x");
        }

        Assert.Equal(
            ["B", "a-b", "a.b", "a/", "a/b", "a0", "b/", "b/c.txt", "b/c/", "b/c/d", "z", "é", "\uE000", "😀"],
            await world.KeysAsync());
    }

    [Fact]
    public async Task Random_trees_are_strictly_ascending_and_whole()
    {
        var random = new Random(23);
        for (var round = 0; round < 20; round++)
        {
            using var world = new LocalWorld(LocalSide.Source);
            var written = new HashSet<string>();
            for (var index = 0; index < 60; index++)
            {
                var segments = Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomName(random));
                var key = string.Join('/', segments);
                if (!File.Exists(world.Folder.At(key)) && !Directory.Exists(world.Folder.At(key)) && !written.Any(other => key.StartsWith(other + "/", StringComparison.Ordinal)))
                {
                    world.Folder.Write(key, "x");
                    written.Add(key);
                }
            }

            var listed = await world.ListAsync();
            Assert.All(listed.Zip(listed.Skip(1)), pair => Assert.True(KeyOrder.Compare(pair.First.Key, pair.Second.Key) < 0, $"{pair.First.Key} before {pair.Second.Key}"));
            Assert.Equal(written.Order(), listed.OfType<Entry>().Where(entry => entry.Kind == EntryKind.Object).Select(entry => entry.Key).Order());
        }
    }

    [Fact]
    public async Task A_file_has_its_size_and_time_and_a_folder_is_an_entry()
    {
        using var world = new LocalWorld(LocalSide.Source);
        var time = new DateTime(2024, 2, 29, 12, 34, 56, 789, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(world.Folder.Write("d/f", "12345"), time);

        var file = await world.SingleAsync<Entry>("d/f");
        Assert.Equal((EntryKind.Object, 5L, new DateTimeOffset(time)), (file.Kind, file.Size, file.Modified));
        Assert.Equal(EntryKind.Folder, (await world.SingleAsync<Entry>("d/")).Kind);
    }

    [Fact]
    public async Task An_empty_folder_is_an_entry()
    {
        using var world = new LocalWorld(LocalSide.Source);
        Directory.CreateDirectory(world.Folder.At("empty"));
        Assert.Equal(["empty/"], await world.KeysAsync());
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_empty()
    {
        using var world = new LocalWorld(LocalSide.Target);
        using var store = new LocalStore(world.Folder.At("none"), LocalSide.Target, new(), 1, _ => false, TimeProvider.System);
        Assert.Empty(await world.ListAsync(store));
    }

    [Fact]
    public async Task A_source_that_is_not_there_is_refused()
    {
        using var world = new LocalWorld(LocalSide.Source);
        using var store = new LocalStore(world.Folder.At("none"), LocalSide.Source, new(), 1, _ => false, TimeProvider.System);
        var failure = await Assert.ThrowsAsync<SyncException>(() => world.ListAsync(store));
        Assert.Equal("S3S301", failure.Problem.Code);
    }

    [Fact]
    public async Task A_root_that_is_a_file_is_refused()
    {
        using var world = new LocalWorld(LocalSide.Target);
        using var store = new LocalStore(world.Folder.Write("f", "x"), LocalSide.Target, new(), 1, _ => false, TimeProvider.System);
        var failure = await Assert.ThrowsAsync<SyncException>(() => world.ListAsync(store));
        Assert.Equal("S3S302", failure.Problem.Code);
    }

    [Fact]
    public async Task A_root_that_is_a_link_is_followed()
    {
        using var world = new LocalWorld(LocalSide.Target);
        world.Folder.Write("real/f", "x");
        Directory.CreateSymbolicLink(world.Folder.At("link"), world.Folder.At("real"));
        using var store = new LocalStore(world.Folder.At("link"), LocalSide.Target, new(), 1, _ => false, TimeProvider.System);
        Assert.Equal("f", Assert.Single(await world.ListAsync(store)).Key);
    }

    [Fact]
    public async Task The_runs_own_objects_are_never_listed()
    {
        using var world = new LocalWorld(LocalSide.Target);
        world.Folder.Write("backup/f", "x");
        world.Folder.Write("manifest.json", "x");
        world.Folder.Write("z", "x");
        using var store = world.NewStore(key => key is "backup/" or "manifest.json");
        Assert.Equal("z", Assert.Single(await world.ListAsync(store)).Key);
    }

    [UnixFact]
    public async Task A_pipe_is_withheld_with_a_problem_and_not_opened()
    {
        foreach (var side in new[] { LocalSide.Source, LocalSide.Target })
        {
            using var world = new LocalWorld(side);
            UnixWorld.MakePipe(world.Folder.At("pipe"));
            var withheld = await world.SingleAsync<Withheld>("pipe").WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(("S3S305", false), (withheld.Problem?.Code, withheld.MakesListingIncomplete));
        }
    }

    [UnixFact]
    public async Task A_name_that_is_not_utf8_is_told_with_its_bytes()
    {
        using var world = new LocalWorld(LocalSide.Source);
        world.Folder.Write("d/plain", "x");
        using var raw = UnixWorld.WriteRaw(world.Folder.At("d"), [(byte)'c', 0xE9, (byte)'.']);
        using var twin = UnixWorld.WriteRaw(world.Folder.At("d"), [(byte)'c', 0xE8, (byte)'.']);
        world.Folder.Write("d/c\uFFFD.", "x");

        var listed = await world.ListAsync();
        Assert.Equal(["d/", "d/c\uFFFD.", "d/c\uFFFD.\uFFFD", "d/c\uFFFD.\uFFFD\uFFFD", "d/plain"], listed.Select(one => one.Key));
        var messages = listed.OfType<Withheld>().Select(one => one.Problem!.Message).ToList();
        Assert.Contains(messages, message => message.Contains("c\\xe9.", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains("c\\xe8.", StringComparison.Ordinal));
    }

    [UnixFact]
    public async Task An_unreadable_folder_makes_the_listing_incomplete()
    {
        using var world = new LocalWorld(LocalSide.Source);
        world.Folder.Write("open/f", "x");
        world.Folder.Write("shut/f", "x");
        UnixWorld.SetMode(world.Folder.At("shut"), 0);
        UnixWorld.SetMode(world.Folder.Path, 0x16D);

        List<Listed> listed;
        using (UnixWorld.Unprivileged())
        {
            listed = await world.ListAsync();
        }

        Assert.Equal(["open/", "open/f", "shut/"], listed.Select(one => one.Key));
        var withheld = Assert.IsType<Withheld>(listed[2]);
        Assert.Equal(("S3S304", true), (withheld.Problem?.Code, withheld.MakesListingIncomplete));
    }

    [UnixFact]
    public async Task A_folder_of_many_names_is_listed_in_order()
    {
        using var world = new LocalWorld(LocalSide.Source);
        for (var index = 0; index < 5000; index++)
        {
            world.Folder.Write($"{index}", "");
        }

        Assert.Equal(Enumerable.Range(0, 5000).Select(index => $"{index}").Order(StringComparer.Ordinal), await world.KeysAsync());
    }

    [Fact]
    public async Task A_cancelled_walk_ends()
    {
        using var world = new LocalWorld(LocalSide.Source);
        world.Folder.Write("f", "x");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var one in world.Store.ListAsync(cancelled.Token))
            {
            }
        });
    }

    private static string RandomName(Random random)
    {
        string[] pieces = ["a", "b", "-", ".", "0", "é", "\uE000", "😀", "A", " "];
        var name = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => pieces[random.Next(pieces.Length)]));
        return name.Trim('.') is "" or " " ? name + "x" : name;
    }
}
