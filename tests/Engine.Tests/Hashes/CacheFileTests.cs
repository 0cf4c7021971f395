using System.Buffers.Binary;
using S3Sync.Hashes;
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
        for (var place = CacheFormat.Magic.Length; place < whole.Length; place++)
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
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(8), 4);
        File.WriteAllBytes(world.File, whole);

        using var cache = world.Open();

        Assert.Null(Ask(cache, "a"));
        Assert.Contains("format is 4", cache.Complaint?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_the_format_before_the_SHA_256_is_read_and_written_in_the_new_one()
    {
        using var world = new CacheWorld();
        world.Know("a", "b");
        File.WriteAllBytes(world.File, AsVersion2(File.ReadAllBytes(world.File), keys: 2));

        using (var cache = world.Open())
        {
            Assert.Null(cache.Complaint);
            Assert.Equal(TagOf("a"), Ask(cache, "a"));
            Assert.Equal(TagOf("b"), Ask(cache, "b"));
            cache.Remember("c", ContentOf("c"), cache.Now);
            Assert.Null(cache.Save());
        }

        Assert.Equal(["a", "b", "c"], world.Known());
    }

    [Fact]
    public void A_cache_that_is_cut_is_named_and_written_anew()
    {
        using var world = new CacheWorld();
        world.Folder.Write("hashes", "S3Sync");

        using (var cache = world.Open())
        {
            Assert.Equal("S3S350", cache.Complaint?.Code);
            Assert.Contains(world.File, cache.Complaint?.Message, StringComparison.Ordinal);
            cache.Remember("a", ContentOf("a"), cache.Now);
            Assert.Null(cache.Save());
        }

        Assert.Equal(["a"], world.Known());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("S3SyncHd")]
    [InlineData("<p>somebody's page, longer than any header</p>")]
    public void A_file_that_is_no_cache_is_not_replaced(string text)
    {
        using var world = new CacheWorld();
        File.WriteAllText(world.File, text);

        Assert.Equal("S3S353", Assert.Throws<SyncException>(() => world.Open()).Problem.Code);
        Assert.Equal(text, File.ReadAllText(world.File));
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

    // Each key has one letter. In version 2 the 33 bytes of the SHA-256 are not there.
    private static byte[] AsVersion2(byte[] whole, int keys)
    {
        var start = 16 + System.Text.Encoding.UTF8.GetByteCount(Root);
        const int old = sizeof(int) + 1 + 85;
        var bytes = new List<byte>(whole[..start]);
        for (var key = 0; key < keys; key++)
        {
            bytes.AddRange(whole.AsSpan(start + (key * (old + 33)), old));
        }

        bytes.AddRange(whole.AsSpan(start + (keys * (old + 33)), sizeof(int) + sizeof(long)));
        BinaryPrimitives.WriteInt32LittleEndian(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes)[8..], 2);
        var checksum = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(checksum, System.IO.Hashing.XxHash3.HashToUInt64([.. bytes]));
        return [.. bytes, .. checksum];
    }

    private static void AssertIgnored(CacheWorld world)
    {
        using var cache = world.Open();
        Assert.Equal("S3S350", cache.Complaint?.Code);
        Assert.Null(Ask(cache, "a"));
        Assert.Null(Ask(cache, "b"));
    }
}
