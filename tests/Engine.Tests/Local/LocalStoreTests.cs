using System.Security.Cryptography;
using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Storage;
using S3Sync.Storage.Local;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.Local;

public sealed class LocalStoreTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public async Task The_etag_of_a_large_file_without_parts_is_the_md5_of_the_whole()
    {
        using var world = new LocalWorld(LocalSide.Source);
        var content = Content.Of(20 * MiB);
        world.Folder.Write("f", content);
        var wanted = ETag.OfContent(MD5.HashData(content));
        Assert.Equal(wanted, await ETagAsync(world, wanted));
    }

    [Fact]
    public async Task The_etag_takes_the_form_of_the_one_it_is_compared_with()
    {
        using var world = new LocalWorld(LocalSide.Source);
        var content = Content.Of(20 * MiB);
        world.Folder.Write("f", content);
        var wanted = ETag.OfParts(content.Chunk(5 * MiB).Select(part => MD5.HashData(part)));
        Assert.Equal(wanted, await ETagAsync(world, wanted));

        content[7] ^= 1;
        world.Folder.Write("f", content);
        var changed = await ETagAsync(world, wanted);
        Assert.NotEqual(wanted, changed);
    }

    [Fact]
    public async Task A_form_that_cannot_be_has_no_etag_and_the_file_is_not_read()
    {
        using var world = new LocalWorld(LocalSide.Source);
        world.Folder.Write("f", "small");
        Assert.Null(await ETagAsync(world, new ETag(new string('0', 32) + "-3")));
    }

    [Fact]
    public async Task A_file_that_is_gone_cannot_be_described()
    {
        using var world = new LocalWorld(LocalSide.Source);
        var failure = await Assert.ThrowsAsync<StorageException>(() => ETagAsync(world, new ETag(new string('0', 32))));
        Assert.Equal(FailureKind.Gone, failure.Kind);
    }

    [Fact]
    public async Task Deleting_tells_one_outcome_each_and_what_is_gone_is_no_problem()
    {
        using var world = new LocalWorld(LocalSide.Target);
        world.Folder.Write("d/f", "1");
        world.Folder.Write("d/g", "1");
        Directory.CreateDirectory(world.Folder.At("became"));
        var outcomes = await world.Store.DeleteAsync(
            [LocalWorld.Object("d/f"), LocalWorld.Object("d/gone"), LocalWorld.Object("became"), LocalWorld.Object("none/x")], CancellationToken.None);
        Assert.Equal([null, null, "S3S317", null], outcomes.Select(outcome => outcome.Problem?.Code));
        Assert.Equal(["became/", "d/", "d/g"], await world.KeysAsync());
    }

    [Fact]
    public async Task A_folder_is_deleted_only_when_it_is_empty()
    {
        using var world = new LocalWorld(LocalSide.Target);
        world.Folder.Write("full/f", "1");
        Directory.CreateDirectory(world.Folder.At("empty"));
        Entry[] folders = [await world.SingleAsync<Entry>("full/"), await world.SingleAsync<Entry>("empty/")];
        Assert.Equal([DeleteOutcome.Deleted, DeleteOutcome.Deleted], await world.Store.DeleteAsync(folders, CancellationToken.None));
        Assert.Equal(["full/", "full/f"], await world.KeysAsync());
    }

    [Fact]
    public async Task A_file_in_place_of_a_listed_folder_is_kept()
    {
        using var world = new LocalWorld(LocalSide.Target);
        Directory.CreateDirectory(world.Folder.At("d"));
        var folder = await world.SingleAsync<Entry>("d/");
        Directory.Delete(world.Folder.At("d"));
        world.Folder.Write("d", "1");
        Assert.Equal([DeleteOutcome.Deleted], await world.Store.DeleteAsync([folder], CancellationToken.None));
        Assert.Equal(["d"], await world.KeysAsync());
    }

    [UnixFact]
    public async Task A_deletion_that_is_not_allowed_is_told()
    {
        using var world = new LocalWorld(LocalSide.Target);
        world.Folder.Write("d/f", "1");
        UnixWorld.SetMode(world.Folder.At("d"), 0x16D);
        UnixWorld.SetMode(world.Folder.Path, 0x1ED);
        IReadOnlyList<DeleteOutcome> outcomes;
        using (UnixWorld.Unprivileged())
        {
            outcomes = await world.Store.DeleteAsync([LocalWorld.Object("d/f")], CancellationToken.None);
        }

        Assert.Equal("S3S316", Assert.Single(outcomes).Problem?.Code);
        Assert.True(File.Exists(world.Folder.At("d/f")));
    }

    private static async Task<ETag?> ETagAsync(LocalWorld world, ETag wanted)
    {
        var details = await world.Store.DescribeAsync(LocalWorld.Object("f"), new() { Like = new StoredEvidence.OfETag(wanted) }, CancellationToken.None);
        return (details.Content?.Evidence as StoredEvidence.OfETag)?.Value;
    }
}
