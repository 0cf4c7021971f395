using S3Sync.Entries;
using S3Sync.Problems;
using S3Sync.Storage.Local;
using Xunit;

namespace S3Sync.Engine.Tests.Local;

/// <summary>What a listing says of a tree that goes away, in whole or in part, while it is walked. A walk reads a folder when its turn comes.</summary>
public sealed class GoingAwayTests
{
    [Fact]
    public async Task A_source_file_that_is_gone_when_its_turn_comes_is_withheld()
    {
        using var world = With(LocalSide.Source, "a", "b", "c");

        var listed = await ListAsync(world, after: "a", () => File.Delete(world.Folder.At("b")));

        Assert.Equal(["a", "b", "c"], Keys(listed));
        AssertWithheld(listed[1], "S3S320", incomplete: false);
    }

    [Fact]
    public async Task A_source_folder_that_is_gone_when_its_turn_comes_makes_the_listing_incomplete()
    {
        using var world = With(LocalSide.Source, "a", "b/f", "c");

        var listed = await ListAsync(world, after: "a", () => Directory.Delete(world.Folder.At("b"), recursive: true));

        Assert.Equal(["a", "b/", "c"], Keys(listed));
        AssertWithheld(listed[1], "S3S321", incomplete: true);
    }

    [Fact]
    public async Task A_source_folder_that_is_renamed_while_it_is_walked_is_told_once_and_makes_the_listing_incomplete()
    {
        using var world = With(LocalSide.Source, "d/a", "d/b", "d/c", "d/e/f", "z");

        var listed = await ListAsync(world, after: "d/a", () => Directory.Move(world.Folder.At("d"), world.Folder.At("y")));

        Assert.Equal(["d/", "d/a", "d/b", "z"], Keys(listed));
        AssertWithheld(listed[2], "S3S321", incomplete: true);
    }

    [UnixFact]
    public async Task Names_of_a_source_folder_that_another_took_the_place_of_make_the_listing_incomplete()
    {
        using var world = With(LocalSide.Source, "d/a", "d/b", "d/c", "z");

        var listed = await ListAsync(world, after: "d/a", () =>
        {
            Directory.Move(world.Folder.At("d"), world.Folder.At("y"));
            Directory.CreateDirectory(world.Folder.At("d"));
        });

        Assert.Equal(["d/", "d/a", "d/b", "z"], Keys(listed));
        AssertWithheld(listed[2], "S3S321", incomplete: true);
    }

    [Fact]
    public async Task Outer_folders_that_went_away_with_an_inner_one_are_told_each_in_key_order()
    {
        using var world = With(LocalSide.Source, "d/e/a", "d/e/b", "d/f", "d/g", "z");

        var listed = await ListAsync(world, after: "d/e/a", () => Directory.Move(world.Folder.At("d"), world.Folder.At("y")));

        Assert.Equal(["d/", "d/e/", "d/e/a", "d/e/b", "d/f", "z"], Keys(listed));
        AssertWithheld(listed[3], "S3S321", incomplete: true);
        AssertWithheld(listed[4], "S3S321", incomplete: true);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("d/e")]
    [InlineData("z")]
    public async Task A_source_root_that_is_renamed_while_it_is_walked_ends_the_listing_with_a_failure(string after)
    {
        using var world = With(LocalSide.Source, "root/a", "root/d/e", "root/z");
        using var store = StoreAt(world, "root", LocalSide.Source);

        var failure = await Assert.ThrowsAsync<SyncException>(() => ListAsync(store, after, () => Directory.Move(world.Folder.At("root"), world.Folder.At("away"))));

        Assert.Equal("S3S322", failure.Problem.Code);
    }

    [UnixFact]
    public async Task A_source_root_that_is_replaced_by_one_with_the_same_names_ends_the_listing_with_a_failure()
    {
        using var world = With(LocalSide.Source, "root/a", "root/b", "other/a", "other/b");
        using var store = StoreAt(world, "root", LocalSide.Source);

        var failure = await Assert.ThrowsAsync<SyncException>(() => ListAsync(store, after: "a", () =>
        {
            Directory.Move(world.Folder.At("root"), world.Folder.At("away"));
            Directory.Move(world.Folder.At("other"), world.Folder.At("root"));
        }));

        Assert.Equal("S3S322", failure.Problem.Code);
    }

    [UnixFact]
    public async Task A_source_root_that_is_a_link_and_is_led_elsewhere_ends_the_listing_with_a_failure()
    {
        using var world = With(LocalSide.Source, "one/a", "one/b", "two/a", "two/b");
        Directory.CreateSymbolicLink(world.Folder.At("root"), world.Folder.At("one"));
        using var store = StoreAt(world, "root", LocalSide.Source);

        var failure = await Assert.ThrowsAsync<SyncException>(() => ListAsync(store, after: "a", () =>
        {
            Directory.Delete(world.Folder.At("root"));
            Directory.CreateSymbolicLink(world.Folder.At("root"), world.Folder.At("two"));
        }));

        Assert.Equal("S3S322", failure.Problem.Code);
    }

    [UnixFact]
    public async Task A_source_link_to_a_folder_that_is_gone_makes_the_listing_incomplete()
    {
        using var world = With(LocalSide.Source, "a", "z/f");
        Directory.CreateSymbolicLink(world.Folder.At("link"), world.Folder.At("z"));

        var listed = await ListAsync(world, after: "a", () => Directory.Delete(world.Folder.At("link")));

        Assert.Equal(["a", "link/", "z/", "z/f"], Keys(listed));
        AssertWithheld(listed[1], "S3S321", incomplete: true);
    }

    [Fact]
    public async Task A_target_that_goes_away_while_it_is_walked_is_as_empty_as_it_became()
    {
        using var world = With(LocalSide.Target, "root/a", "root/b", "root/d/e", "root/z");
        using var store = StoreAt(world, "root", LocalSide.Target);

        var listed = await ListAsync(store, after: "a", () => Directory.Move(world.Folder.At("root"), world.Folder.At("away")));

        Assert.Equal(["a"], Keys(listed));
    }

    private static LocalWorld With(LocalSide side, params string[] files)
    {
        var world = new LocalWorld(side);
        foreach (var file in files)
        {
            world.Folder.Write(file, "x");
        }

        return world;
    }

    private static LocalStore StoreAt(LocalWorld world, string name, LocalSide side) => new(world.Folder.At(name), side, new(), LocalWorld.PartSize, _ => false, TimeProvider.System);

    private static Task<List<Listed>> ListAsync(LocalWorld world, string after, Action change) => ListAsync(world.Store, after, change);

    // The walk stands still between one entry and the next: the change comes just after one of them, and before the next is looked at.
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

    private static IEnumerable<string> Keys(List<Listed> listed) => listed.Select(one => one.Key);

    private static void AssertWithheld(Listed listed, string code, bool incomplete)
    {
        var withheld = Assert.IsType<Withheld>(listed);
        Assert.Equal((code, incomplete), (withheld.Problem?.Code, withheld.MakesListingIncomplete));
    }
}
