using S3Sync.Storage.Local;
using Xunit;

namespace S3Sync.Engine.Tests.Local;

public sealed class TargetCheckTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/lead")]
    [InlineData("a//b")]
    [InlineData("a//")]
    [InlineData("//")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/../b")]
    [InlineData("a/..")]
    [InlineData(".")]
    [InlineData("./a")]
    [InlineData("a/./b")]
    [InlineData("a/.")]
    [InlineData("a\0b")]
    public void A_key_that_would_not_come_back_as_itself_is_refused(string key)
    {
        using var world = new LocalWorld(LocalSide.Target);
        Assert.Equal("S3S330", world.Store.CheckTarget(LocalWorld.Object(key))?.Code);
    }

    [Theory]
    [InlineData("..a")]
    [InlineData(".hidden")]
    [InlineData("a b/c d")]
    [InlineData("é/😀")]
    public void A_key_that_only_looks_odd_is_written(string key)
    {
        using var world = new LocalWorld(LocalSide.Target);
        Assert.Null(world.Store.CheckTarget(LocalWorld.Object(key)));
    }

    [UnixFact]
    public void A_key_that_only_windows_refuses_is_written_elsewhere()
    {
        using var world = new LocalWorld(LocalSide.Target);
        foreach (var key in new[] { "a\nb", "a../b", "b/...", "c:d", "con", "x\\y" })
        {
            Assert.Null(world.Store.CheckTarget(LocalWorld.Object(key)));
        }
    }

    [Fact]
    public void A_name_longer_than_a_file_system_holds_is_refused()
    {
        using var world = new LocalWorld(LocalSide.Target);
        Assert.Equal("S3S330", world.Store.CheckTarget(LocalWorld.Object("d/" + new string('x', 256)))?.Code);
        Assert.Equal("S3S330", world.Store.CheckTarget(LocalWorld.Object("d/" + new string('é', 128)))?.Code);
        Assert.Null(world.Store.CheckTarget(LocalWorld.Object("e/" + new string('x', 255))));
    }

    [UnixFact]
    public void A_path_longer_than_the_system_takes_is_refused()
    {
        using var world = new LocalWorld(LocalSide.Target);
        var key = string.Join('/', Enumerable.Repeat(new string('x', 200), 30));
        Assert.Equal("S3S338", world.Store.CheckTarget(LocalWorld.Object(key))?.Code);
    }

    [Fact]
    public void A_key_below_an_object_of_the_source_is_refused_even_with_keys_between()
    {
        using var world = new LocalWorld(LocalSide.Target);
        Assert.Null(world.Store.CheckTarget(LocalWorld.Object("d")));
        Assert.Null(world.Store.CheckTarget(LocalWorld.Object("d-b")));
        Assert.Null(world.Store.CheckTarget(LocalWorld.Object("d.x")));
        Assert.Equal("S3S335", world.Store.CheckTarget(LocalWorld.Marker("d/"))?.Code);
        Assert.Equal("S3S335", world.Store.CheckTarget(LocalWorld.Object("d/x"))?.Code);
        Assert.Equal("S3S335", world.Store.CheckTarget(LocalWorld.Object("d/y/z"))?.Code);
        Assert.Null(world.Store.CheckTarget(LocalWorld.Object("d0/x")));
    }

    [Fact]
    public void A_marker_with_content_is_refused_and_an_empty_one_is_a_folder()
    {
        using var world = new LocalWorld(LocalSide.Target);
        Assert.Equal("S3S336", world.Store.CheckTarget(LocalWorld.Marker("d/", 3))?.Code);
        Assert.Null(world.Store.CheckTarget(LocalWorld.Marker("e/f/")));
        world.Store.CreateFolder("e/f/");
        Assert.True(Directory.Exists(world.Folder.At("e", "f")));
        Assert.Null(world.NewStore().CheckTarget(LocalWorld.Marker("e/f/")));
    }

    [Fact]
    public void A_folder_where_a_file_must_go_is_refused()
    {
        using var world = new LocalWorld(LocalSide.Target);
        world.Folder.Write("d/x", "1");
        Assert.Equal("S3S333", world.Store.CheckTarget(LocalWorld.Object("d"))?.Code);
        Assert.Null(world.Store.CheckTarget(LocalWorld.Object("d/x")));
    }

    [Fact]
    public void A_file_where_a_folder_must_go_is_refused()
    {
        using var world = new LocalWorld(LocalSide.Target);
        world.Folder.Write("d", "1");
        Assert.Equal("S3S332", world.Store.CheckTarget(LocalWorld.Marker("d/"))?.Code);
        Assert.Equal("S3S332", world.Store.CheckTarget(LocalWorld.Object("d/x"))?.Code);
        Assert.Equal("S3S332", world.Store.CheckTarget(LocalWorld.Object("d/x/y"))?.Code);
    }

    [UnixFact]
    public void A_pipe_is_not_written_over()
    {
        using var world = new LocalWorld(LocalSide.Target);
        UnixWorld.MakePipe(world.Folder.At("pipe"));
        Assert.Equal("S3S334", world.Store.CheckTarget(LocalWorld.Object("pipe"))?.Code);
    }

    [Theory]
    [InlineData(".s3sync-0123456789abcdef.part", "S3S339")]
    [InlineData("d/.s3sync-0123456789abcdef.part", "S3S339")]
    [InlineData(".s3sync-0123456789abcdef.probe/x", "S3S339")]
    [InlineData(".s3sync-0123456789ABCDEF.part", null)]
    [InlineData(".s3sync-0123456789abcde.part", null)]
    [InlineData("x.s3sync-0123456789abcdef.part", null)]
    public void A_key_in_the_form_of_a_temporary_file_is_refused(string key, string? code)
    {
        using var world = new LocalWorld(LocalSide.Target);
        Assert.Equal(code, world.Store.CheckTarget(LocalWorld.Object(key))?.Code);
    }

    [Theory]
    [InlineData("/lead", "lead")]
    [InlineData("a//b", "a/b")]
    [InlineData("a/./b/", "a/b")]
    [InlineData("../x", "x")]
    [InlineData("a/../b", "b")]
    [InlineData("a/b/../../../c", "c")]
    [InlineData("..", "")]
    [InlineData("//", "")]
    [InlineData("d/", "d")]
    public void A_refused_key_protects_what_its_path_leads_to(string key, string expected)
    {
        using var world = new LocalWorld(LocalSide.Target);
        Assert.Equal(expected, world.Store.ProtectedPath(key));
    }

    [Theory]
    [InlineData("README", "readme")]
    [InlineData("Dir/a", "dir/a")]
    [InlineData("e\u0301", "é")]
    [InlineData("É", "é")]
    [InlineData("STRASSE", "straße")]
    public void Two_names_are_written_where_the_file_system_holds_both_and_the_later_is_refused_where_it_does_not(string one, string other)
    {
        using var world = new LocalWorld(LocalSide.Target);
        world.Folder.Write("asked/" + one, "x");
        var areOne = File.Exists(world.Folder.At("asked/" + other));

        if (!Directory.EnumerateFileSystemEntries(world.Folder.At("asked")).Any(path => one.StartsWith(Path.GetFileName(path), StringComparison.Ordinal)))
        {
            Assert.Equal("S3S338", world.Store.CheckTarget(LocalWorld.Object(one))?.Code);
            return;
        }

        Assert.Null(world.Store.CheckTarget(LocalWorld.Object(one)));
        Assert.Equal(areOne ? "S3S337" : null, world.Store.CheckTarget(LocalWorld.Object(other))?.Code);
    }

    [Fact]
    public async Task A_file_held_under_another_spelling_is_not_written_over_and_is_protected()
    {
        using var world = new LocalWorld(LocalSide.Target);
        world.Folder.Write("Dir/README", "x");
        var areOne = File.Exists(world.Folder.At("dir/readme"));

        Assert.Equal(areOne, world.Store.CheckTarget(LocalWorld.Object("Dir/readme")) is not null);
        Assert.Equal(areOne ? (await world.KeysAsync())[^1] : "dir/readme", world.Store.ProtectedPath("dir/readme"));
    }

    [Fact]
    public async Task Asking_the_file_system_leaves_nothing_behind()
    {
        using var world = new LocalWorld(LocalSide.Target);
        foreach (var key in new[] { "a", "b?", "c. ", "é" })
        {
            world.Store.CheckTarget(LocalWorld.Object(key));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Folder.Path));
        Assert.Empty(await world.KeysAsync());
    }

    [Fact]
    public async Task A_target_that_is_not_there_yet_is_asked_about_above_and_not_made()
    {
        using var world = new LocalWorld(LocalSide.Target);
        using var store = new LocalStore(world.Folder.At("none", "below"), LocalSide.Target, new(), 1, _ => false, TimeProvider.System);
        Assert.Null(store.CheckTarget(LocalWorld.Object("a")));
        Assert.Empty(await world.KeysAsync());
    }
}
