using S3Sync.Entries;
using S3Sync.Storage;
using S3Sync.Storage.Local;
using Xunit;

namespace S3Sync.Engine.Tests.Local;

public sealed class LocalLinkTests
{
    [Fact]
    public async Task In_the_source_links_stand_for_what_they_lead_to()
    {
        using var world = new LocalWorld(LocalSide.Source);
        world.Folder.Write("real/f", "123");
        Directory.CreateSymbolicLink(world.Folder.At("folder-link"), world.Folder.At("real"));
        File.CreateSymbolicLink(world.Folder.At("file-link"), world.Folder.At("real", "f"));

        Assert.Equal(["file-link", "folder-link/", "folder-link/f", "real/", "real/f"], await world.KeysAsync());
        Assert.Equal(3, (await world.SingleAsync<Entry>("file-link")).Size);
    }

    [Fact]
    public async Task A_linked_folder_sorts_as_a_folder_and_a_linked_file_as_a_file()
    {
        using var world = new LocalWorld(LocalSide.Source);
        world.Folder.Write("real/f", "1");
        world.Folder.Write("l-", "1");
        Directory.CreateSymbolicLink(world.Folder.At("l"), world.Folder.At("real"));
        Assert.Equal(["l-", "l/", "l/f", "real/", "real/f"], await world.KeysAsync());
    }

    [Fact]
    public async Task Ignored_links_are_withheld_without_a_problem()
    {
        using var world = new LocalWorld(LocalSide.Source, ignoreSymlinks: true);
        world.Folder.Write("real/f", "1");
        Directory.CreateSymbolicLink(world.Folder.At("l"), world.Folder.At("real"));
        File.CreateSymbolicLink(world.Folder.At("broken"), world.Folder.At("nothing"));

        Assert.Equal(["broken", "l", "real/", "real/f"], await world.KeysAsync());
        Assert.Equal(new Withheld("l", null, false), await world.SingleAsync<Withheld>("l"));
        Assert.Equal(new Withheld("broken", null, false), await world.SingleAsync<Withheld>("broken"));
    }

    [Fact]
    public async Task A_broken_link_is_withheld_with_a_problem()
    {
        using var world = new LocalWorld(LocalSide.Source);
        File.CreateSymbolicLink(world.Folder.At("broken"), world.Folder.At("nothing"));
        Assert.Equal("S3S306", (await world.SingleAsync<Withheld>("broken")).Problem?.Code);
    }

    [Fact]
    public async Task A_loop_is_cut_where_it_closes()
    {
        using var world = new LocalWorld(LocalSide.Source);
        world.Folder.Write("a/f", "1");
        Directory.CreateSymbolicLink(world.Folder.At("a", "up"), world.Folder.Path);
        Directory.CreateSymbolicLink(world.Folder.At("b"), world.Folder.At("a"));

        Assert.Equal(["a/", "a/f", "a/up/", "b/", "b/f", "b/up/"], await world.KeysAsync());
        Assert.Equal("S3S307", (await world.SingleAsync<Withheld>("a/up/")).Problem?.Code);
    }

    [UnixFact]
    public async Task A_link_to_itself_is_withheld()
    {
        using var world = new LocalWorld(LocalSide.Source);
        File.CreateSymbolicLink(world.Folder.At("self"), world.Folder.At("self"));
        Assert.Equal("S3S310", (await world.SingleAsync<Withheld>("self")).Problem?.Code);
    }

    [UnixFact]
    public async Task A_link_to_a_pipe_is_withheld_and_not_opened()
    {
        using var world = new LocalWorld(LocalSide.Source);
        UnixWorld.MakePipe(world.Folder.At("pipe"));
        File.CreateSymbolicLink(world.Folder.At("link"), world.Folder.At("pipe"));
        Assert.Equal("S3S305", (await world.SingleAsync<Withheld>("link").WaitAsync(TimeSpan.FromSeconds(20))).Problem?.Code);
    }

    [Fact]
    public async Task In_the_target_a_link_is_one_entry_that_is_not_walked()
    {
        using var world = new LocalWorld(LocalSide.Target);
        world.Folder.Write("real/f", "1");
        Directory.CreateSymbolicLink(world.Folder.At("l"), world.Folder.At("real"));
        File.CreateSymbolicLink(world.Folder.At("broken"), world.Folder.At("nothing"));

        Assert.Equal(["broken", "l", "real/", "real/f"], await world.KeysAsync());
        Assert.Equal((EntryKind.Link, 0L), await world.SingleAsync<Entry>("l") is var link ? (link.Kind, link.Size) : default);
    }

    [Fact]
    public void A_key_below_a_link_of_the_target_is_refused()
    {
        using var world = new LocalWorld(LocalSide.Target);
        Directory.CreateDirectory(world.Folder.At("real"));
        Directory.CreateSymbolicLink(world.Folder.At("l"), world.Folder.At("real"));
        Assert.Equal("S3S331", world.Store.CheckTarget(LocalWorld.Object("l/f"))?.Code);
        Assert.Equal("S3S331", world.Store.CheckTarget(LocalWorld.Object("l/sub/f"))?.Code);
    }

    [Fact]
    public void A_marker_of_a_link_of_the_target_is_refused()
    {
        using var world = new LocalWorld(LocalSide.Target);
        Directory.CreateDirectory(world.Folder.At("real"));
        Directory.CreateSymbolicLink(world.Folder.At("l"), world.Folder.At("real"));
        Assert.Equal("S3S331", world.Store.CheckTarget(LocalWorld.Marker("l/"))?.Code);
    }

    [Fact]
    public void Nothing_is_written_through_a_link_that_came_after_the_check()
    {
        using var world = new LocalWorld(LocalSide.Target);
        Directory.CreateDirectory(world.Folder.At("real"));
        Assert.Null(world.Store.CheckTarget(LocalWorld.Object("l/sub/f")));
        Directory.CreateSymbolicLink(world.Folder.At("l"), world.Folder.At("real"));

        var failure = Assert.Throws<Storage.StorageException>(() => world.Store.CreatePartial("l/sub/f", 1));
        Assert.Equal("S3S331", failure.Problem.Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Folder.At("real")));
    }

    [Fact]
    public async Task Writing_a_links_own_key_replaces_the_link_and_not_what_it_leads_to()
    {
        using var world = new LocalWorld(LocalSide.Target);
        var real = world.Folder.Write("real", "kept");
        File.CreateSymbolicLink(world.Folder.At("l"), real);

        Assert.Null(world.Store.CheckTarget(LocalWorld.Object("l")));
        await world.WriteAsync("l", "new"u8.ToArray());
        Assert.Equal("kept", await File.ReadAllTextAsync(real));
        Assert.Equal("new", await File.ReadAllTextAsync(world.Folder.At("l")));
        Assert.Null(new FileInfo(world.Folder.At("l")).LinkTarget);
    }

    [Fact]
    public async Task Deleting_a_link_keeps_what_it_leads_to()
    {
        using var world = new LocalWorld(LocalSide.Target);
        world.Folder.Write("real/f", "1");
        Directory.CreateSymbolicLink(world.Folder.At("l"), world.Folder.At("real"));

        Assert.Equal([DeleteOutcome.Deleted], await world.Store.DeleteAsync([await world.SingleAsync<Entry>("l")], CancellationToken.None));
        Assert.Equal(["real/", "real/f"], await world.KeysAsync());
    }

    [Fact]
    public async Task Nothing_is_deleted_through_a_link_that_came_after_the_listing()
    {
        using var world = new LocalWorld(LocalSide.Target);
        world.Folder.Write("real/f", "1");
        Directory.CreateSymbolicLink(world.Folder.At("l"), world.Folder.At("real"));

        var outcome = Assert.Single(await world.Store.DeleteAsync([LocalWorld.Object("l/f")], CancellationToken.None));
        Assert.Equal("S3S331", outcome.Problem?.Code);
        Assert.True(File.Exists(world.Folder.At("real", "f")));
    }
}
