using System.Globalization;
using S3Sync.Entries;
using S3Sync.Problems;
using S3Sync.Storage.Local;
using Xunit;

namespace S3Sync.Engine.Tests.Local;

/// <summary>A large tree is read a little before its turn: what its turn finds changed meanwhile is told as if nothing had been read early.</summary>
public sealed class EarlyReadingTests
{
    private const int Files = 600;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_large_tree_is_listed_whole_and_in_order(bool atSource)
    {
        using var world = new LocalWorld(atSource ? LocalSide.Source : LocalSide.Target);
        var keys = new List<string>();
        foreach (var folder in new[] { "", "d/", "d/e/", "d/e/f/", "d-/", "g/h/", "g/i/", "z/" })
        {
            for (var index = 0; index < 300; index++)
            {
                keys.Add(folder + Name(index * 7));
                world.Folder.Write(keys[^1], "x");
            }
        }

        keys.AddRange(["d/", "d/e/", "d/e/f/", "d-/", "g/", "g/h/", "g/i/", "z/"]);
        keys.Sort(KeyOrder.Compare);
        Assert.Equal(keys, await world.KeysAsync());
    }

    [Fact]
    public async Task No_source_file_that_goes_away_after_it_was_looked_at_early_is_left_out_silently()
    {
        using var world = Wide(LocalSide.Source);
        var deleted = new List<string>();

        var listed = await ListAsync(world.NewStore(), after: Name(300), () =>
        {
            for (var index = 301; index < Files; index++)
            {
                deleted.Add(Name(index));
                File.Delete(world.Folder.At(deleted[^1]));
            }
        });

        // Whether a name was looked at early is the pool's affair; that it is told is not.
        Assert.Equal(deleted, listed.Select(one => one.Key).Where(deleted.Contains));
        Assert.All(listed.OfType<Withheld>(), one => Assert.Equal("S3S320", one.Problem?.Code));
    }

    [Fact]
    public async Task A_folder_that_was_read_early_and_is_gone_at_its_turn_makes_the_listing_incomplete()
    {
        using var world = Wide(LocalSide.Source);
        world.Folder.Write("z/f", "x");

        var listed = await ListAsync(world, readEarly: "z/f", () => Directory.Delete(world.Folder.At("z"), recursive: true));

        var place = Assert.IsType<Withheld>(listed[^1]);
        Assert.Equal(("z/", "S3S321", true), (place.Key, place.Problem?.Code, place.MakesListingIncomplete));
    }

    [UnixFact]
    public async Task A_folder_that_was_read_early_and_replaced_is_listed_as_what_stands_there_at_its_turn()
    {
        using var world = Wide(LocalSide.Source);
        world.Folder.Write("z/f", "x");
        world.Folder.Write("z/gone", "x");

        var listed = await ListAsync(world, readEarly: "z/gone", () =>
        {
            Directory.Move(world.Folder.At("z"), world.Folder.At("..", Path.GetFileName(world.Folder.Path) + "-away"));
            world.Folder.Write("z/new", "x");
        });

        Directory.Delete(world.Folder.At("..", Path.GetFileName(world.Folder.Path) + "-away"), recursive: true);
        Assert.Equal(["z/", "z/new"], listed.Select(one => one.Key).Where(key => key.StartsWith('z')));
    }

    [UnixFact]
    public async Task A_folder_that_was_read_early_and_became_a_link_is_withheld()
    {
        using var world = Wide(LocalSide.Source);
        world.Folder.Write("z/f", "x");

        var listed = await ListAsync(world, readEarly: "z/f", () =>
        {
            Directory.Move(world.Folder.At("z"), world.Folder.At("zz"));
            Directory.CreateSymbolicLink(world.Folder.At("z"), world.Folder.At("zz"));
        });

        var place = Assert.IsType<Withheld>(Assert.Single(listed, one => one.Key == "z/"));
        Assert.Equal("S3S309", place.Problem?.Code);
        Assert.DoesNotContain(listed, one => one.Key == "z/f");
    }

    [Fact]
    public async Task What_was_read_early_is_forgotten_when_its_turn_comes_late()
    {
        using var world = Wide(LocalSide.Source);
        world.Folder.Write("z/f", "x");
        var time = new SteadyTime();

        var listed = await ListAsync(world, readEarly: "z/f", () =>
        {
            world.Folder.Write(Name(Files - 1), "longer");
            world.Folder.Write("z/f", "longer");
            world.Folder.Write("z/new", "x");
            time.Seconds += 2;
        }, time);

        Assert.Equal([(Name(Files - 1), 6L), ("z/", 0L), ("z/f", 6L), ("z/new", 1L)], listed.TakeLast(4).Select(one => (one.Key, ((Entry)one).Size)));
    }

    [Fact]
    public async Task A_root_that_goes_away_while_folders_are_read_early_ends_the_listing_with_a_failure()
    {
        using var world = new LocalWorld(LocalSide.Source);
        for (var index = 0; index < Files; index++)
        {
            world.Folder.Write("root/" + Name(index), "x");
        }

        using var store = new LocalStore(world.Folder.At("root"), LocalSide.Source, new(), LocalWorld.PartSize, _ => false, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<SyncException>(
            () => ListAsync(store, after: Name(400), () => Directory.Move(world.Folder.At("root"), world.Folder.At("away"))));

        Assert.Equal("S3S322", failure.Problem.Code);
    }

    [Fact]
    public async Task A_walk_that_is_left_in_the_middle_reads_nothing_more()
    {
        using var world = Wide(LocalSide.Source);
        for (var index = 0; index < 300; index++)
        {
            world.Folder.Write("z" + Name(index) + "/f", "x");
        }

        var looks = 0;
        var store = world.NewStore(_ => Interlocked.Increment(ref looks) < 0);
        await foreach (var one in store.ListAsync(CancellationToken.None))
        {
            if (one.Key == Name(400))
            {
                break;
            }
        }

        var atTheEnd = Volatile.Read(ref looks);
        await world.ListAsync();
        Assert.Equal(atTheEnd, Volatile.Read(ref looks));
        Assert.True(atTheEnd < Files + 200, "the window has a bound");
    }

    [Fact]
    public async Task A_cancelled_walk_ends_at_once()
    {
        using var world = Wide(LocalSide.Source);
        using var cancel = new CancellationTokenSource();
        var last = "";

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var one in world.Store.ListAsync(cancel.Token))
            {
                last = one.Key;
                if (last == Name(400))
                {
                    await cancel.CancelAsync();
                }
            }
        });

        Assert.Equal(Name(400), last);
    }

    private static string Name(int index) => "a" + index.ToString("d5", CultureInfo.InvariantCulture);

    private static LocalWorld Wide(LocalSide side)
    {
        var world = new LocalWorld(side);
        for (var index = 0; index < Files; index++)
        {
            world.Folder.Write(Name(index), "x");
        }

        return world;
    }

    // The change comes when the named file has been looked at, which is before the walk has come to the last name before it.
    private static async Task<List<Listed>> ListAsync(LocalWorld world, string readEarly, Action change, TimeProvider? time = null)
    {
        var isRead = new TaskCompletionSource();
        using var store = new LocalStore(world.Folder.Path, LocalSide.Source, new(), LocalWorld.PartSize, IsOwn, time ?? TimeProvider.System);
        var listed = new List<Listed>();
        await foreach (var one in store.ListAsync(CancellationToken.None))
        {
            listed.Add(one);
            if (one.Key == Name(Files - 2))
            {
                await isRead.Task.WaitAsync(TimeSpan.FromMinutes(1));
                change();
            }
        }

        return listed;

        bool IsOwn(string key)
        {
            _ = key == readEarly && isRead.TrySetResult();
            return false;
        }
    }

    private static async Task<List<Listed>> ListAsync(LocalStore store, string after, Action change)
    {
        var listed = new List<Listed>();
        await foreach (var one in store.ListAsync(CancellationToken.None))
        {
            listed.Add(one);
            if (one.Key == after)
            {
                change();
            }
        }

        return listed;
    }

    private sealed class SteadyTime : TimeProvider
    {
        public long Seconds { get; set; } = 1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
