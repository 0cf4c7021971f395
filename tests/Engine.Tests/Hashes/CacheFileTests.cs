using System.Buffers.Binary;
using S3Sync.Problems;
using Xunit;
using static S3Sync.Engine.Tests.Hashes.CacheWorld;

namespace S3Sync.Engine.Tests.Hashes;

/// <summary>A cache file that is not as a run wrote it is not trusted, never an error, and written anew.</summary>
public sealed class CacheFileTests
{
    [Fact]
    public void A_file_in_which_any_byte_is_another_is_not_trusted()
    {
        using var world = new CacheWorld();
        world.Know("a", "b");
        var whole = File.ReadAllBytes(world.File);
        for (var place = 0; place < whole.Length; place++)
        {
            var torn = whole.ToArray();
            torn[place] ^= 0x10;
            File.WriteAllBytes(world.File, torn);
            AssertIgnored(world);
        }
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_not_trusted()
    {
        using var world = new CacheWorld();
        world.Know("a", "b");
        var whole = File.ReadAllBytes(world.File);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(world.File, whole[..length]);
            AssertIgnored(world);
        }
    }

    [Fact]
    public void A_file_of_another_directory_is_not_trusted()
    {
        using var world = new CacheWorld();
        world.Know("a");

        using var cache = world.Open(root: "/other");

        Assert.Null(Ask(cache, "a"));
        Assert.Contains(Root, cache.Complaint?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_newer_format_is_not_trusted()
    {
        using var world = new CacheWorld();
        world.Know("a");
        var whole = File.ReadAllBytes(world.File);
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(8), 3);
        File.WriteAllBytes(world.File, whole);

        using var cache = world.Open();

        Assert.Null(Ask(cache, "a"));
        Assert.Contains("format is 3", cache.Complaint?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_something_else_is_named_and_written_anew()
    {
        using var world = new CacheWorld();
        world.Folder.Write("hashes", "my diary");

        using (var cache = world.Open())
        {
            Assert.Equal("S3S350", cache.Complaint?.Code);
            Assert.Contains(world.File, cache.Complaint?.Message, StringComparison.Ordinal);
            cache.Remember("a", ContentOf("a"), cache.Now);
            Assert.Null(cache.Save());
        }

        Assert.Equal(["a"], world.Known());
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_refused_at_once()
    {
        using var world = new CacheWorld();
        Directory.CreateDirectory(world.File);
        Assert.Equal("S3S352", Assert.Throws<SyncException>(() => world.Open()).Problem.Code);

        world.Folder.Dispose();
        Assert.Equal("S3S352", Assert.Throws<SyncException>(() => world.Open()).Problem.Code);
    }

    [Fact]
    public void What_cannot_be_written_at_the_end_is_told_and_leaves_the_file_as_it_was()
    {
        using var world = new CacheWorld();
        world.Know("a");
        using var cache = world.Open();
        cache.Remember("b", ContentOf("b"), cache.Now);
        Directory.Move(world.Folder.Path, world.Folder.Path + "-away");
        try
        {
            Assert.Equal("S3S351", cache.Save()?.Code);
        }
        finally
        {
            Directory.Move(world.Folder.Path + "-away", world.Folder.Path);
        }

        Assert.Equal(["a"], world.Known());
    }

    private static void AssertIgnored(CacheWorld world)
    {
        using var cache = world.Open();
        Assert.Equal("S3S350", cache.Complaint?.Code);
        Assert.Null(Ask(cache, "a"));
        Assert.Null(Ask(cache, "b"));
    }
}
