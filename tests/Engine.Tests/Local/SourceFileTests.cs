using System.Security.Cryptography;
using S3Sync.Integrity;
using S3Sync.Storage;
using S3Sync.Storage.Local;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.Local;

public sealed class SourceFileTests
{
    [Fact]
    public async Task A_slice_reads_exactly_its_bytes_each_time_it_is_opened()
    {
        using var world = new LocalWorld(LocalSide.Source);
        var content = Content.Of(1_000_000);
        world.Folder.Write("f", content);
        var slice = world.Store.Probe(LocalWorld.Object("f")).Slice(123_456, 500_001);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await using var stream = slice.Open();
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            Assert.Equal(content[123_456..623_457], copy.ToArray());
        }
    }

    [Fact]
    public async Task A_slice_can_be_sought_in()
    {
        using var world = new LocalWorld(LocalSide.Source);
        world.Folder.Write("f", "0123456789");
        await using var stream = world.Store.Probe(LocalWorld.Object("f")).Slice(2, 5).Open();
        stream.Seek(-1, SeekOrigin.End);
        Assert.Equal('6', stream.ReadByte());
        Assert.Equal(-1, stream.ReadByte());
        stream.Position = 0;
        Assert.Equal('2', stream.ReadByte());
    }

    [Fact]
    public async Task A_slice_gives_all_of_its_bytes_and_no_others_in_blocks()
    {
        using var world = new LocalWorld(LocalSide.Source);
        var content = Content.Of(700_000);
        world.Folder.Write("f", content);
        using var md5 = ContentHasher.Md5();
        using var sha = ContentHasher.Sha256();
        await world.Store.Probe(LocalWorld.Object("f")).Slice(1, 699_999).ForEachBlockAsync(
            block =>
            {
                md5.Append(block.Span);
                sha.Append(block.Span);
            },
            CancellationToken.None);
        Assert.Equal(MD5.HashData(content.AsSpan(1)), md5.Finish());
        Assert.Equal(SHA256.HashData(content.AsSpan(1)), sha.Finish());
    }

    [Fact]
    public async Task A_slice_fills_a_buffer()
    {
        using var world = new LocalWorld(LocalSide.Source);
        world.Folder.Write("f", "0123456789");
        var buffer = new byte[4];
        await world.Store.Probe(LocalWorld.Object("f")).Slice(6, 4).ReadAsync(buffer, CancellationToken.None);
        Assert.Equal("6789"u8.ToArray(), buffer);
    }

    [Fact]
    public void A_file_that_is_gone_is_told_as_gone()
    {
        using var world = new LocalWorld(LocalSide.Source);
        var failure = Assert.Throws<StorageException>(() => world.Store.Probe(LocalWorld.Object("none")));
        Assert.Equal(("S3S311", FailureKind.Gone), (failure.Problem.Code, failure.Kind));
    }

    [UnixFact]
    public void A_pipe_is_never_opened()
    {
        using var world = new LocalWorld(LocalSide.Source);
        UnixWorld.MakePipe(world.Folder.At("pipe"));
        Assert.Equal("S3S305", Assert.Throws<StorageException>(() => world.Store.Probe(LocalWorld.Object("pipe"))).Problem.Code);
    }

    [Fact]
    public void An_untouched_file_has_not_changed()
    {
        using var world = new LocalWorld(LocalSide.Source);
        world.Folder.Write("f", "1");
        Assert.Null(world.Store.Probe(LocalWorld.Object("f")).Changed());
    }

    [Fact]
    public async Task A_file_that_grew_has_changed()
    {
        using var world = new LocalWorld(LocalSide.Source);
        var path = world.Folder.Write("f", "1");
        var file = world.Store.Probe(LocalWorld.Object("f"));
        await File.AppendAllTextAsync(path, "2");
        Assert.Equal("S3S312", file.Changed()?.Code);
    }

    [UnixFact]
    public async Task A_rewrite_of_the_same_size_and_with_the_old_time_is_noticed()
    {
        using var world = new LocalWorld(LocalSide.Source);
        var path = world.Folder.Write("f", "1");
        var file = world.Store.Probe(LocalWorld.Object("f"));
        var time = File.GetLastWriteTimeUtc(path);
        await AdvanceAsync(world);
        await File.WriteAllTextAsync(path, "2");
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal("S3S312", file.Changed()?.Code);
    }

    [UnixFact]
    public void Another_file_under_the_same_name_is_noticed()
    {
        using var world = new LocalWorld(LocalSide.Source);
        var path = world.Folder.Write("f", "1");
        var file = world.Store.Probe(LocalWorld.Object("f"));
        var other = world.Folder.Write("g", "2");
        File.SetLastWriteTimeUtc(other, File.GetLastWriteTimeUtc(path));
        File.Move(other, path, overwrite: true);
        Assert.Equal("S3S312", file.Changed()?.Code);
        Assert.Equal(FailureKind.Changed, Assert.Throws<StorageException>(() => file.Whole().Open()).Kind);
    }

    [Fact]
    public async Task A_file_cut_short_while_it_is_read_is_told()
    {
        using var world = new LocalWorld(LocalSide.Source);
        var path = world.Folder.Write("f", Content.Of(100_000));
        await using var stream = world.Store.Probe(LocalWorld.Object("f")).Whole().Open();
        var buffer = new byte[10_000];
        await stream.ReadExactlyAsync(buffer);
        using (var cut = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            cut.SetLength(20_000);
        }

        var failure = await Assert.ThrowsAsync<StorageException>(() => stream.CopyToAsync(Stream.Null));
        Assert.Equal(FailureKind.Changed, failure.Kind);
    }

    [UnixFact]
    public async Task A_file_that_another_program_has_locked_is_read()
    {
        using var world = new LocalWorld(LocalSide.Source);
        var path = world.Folder.Write("f", "1");
        await using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        await using var stream = world.Store.Probe(LocalWorld.Object("f")).Whole().Open();
        Assert.Equal('1', stream.ReadByte());
    }

    [UnixFact]
    public void A_file_that_may_not_be_read_is_told()
    {
        using var world = new LocalWorld(LocalSide.Source);
        UnixWorld.SetMode(world.Folder.Write("f", "1"), 0);
        UnixWorld.SetMode(world.Folder.Path, 0x1ED);
        using var unprivileged = UnixWorld.Unprivileged();
        var failure = Assert.Throws<StorageException>(() => world.Store.Probe(LocalWorld.Object("f")).Whole().Open());
        Assert.Equal(("S3S313", FailureKind.Permanent), (failure.Problem.Code, failure.Kind));
    }

    [UnixFact]
    public void A_link_in_the_target_is_not_opened()
    {
        using var world = new LocalWorld(LocalSide.Target);
        File.CreateSymbolicLink(world.Folder.At("l"), world.Folder.Write("f", "1"));
        Assert.Equal(FailureKind.Changed, Assert.Throws<StorageException>(() => world.Store.Probe(LocalWorld.Object("l"))).Kind);
    }

    // Until the file system's clock has moved on, so that a change of status can be seen.
    private static async Task AdvanceAsync(LocalWorld world)
    {
        var first = File.GetLastWriteTimeUtc(world.Folder.Write("clock", "x"));
        while (File.GetLastWriteTimeUtc(world.Folder.Write("clock", "x")) == first)
        {
            await Task.Yield();
        }
    }
}
