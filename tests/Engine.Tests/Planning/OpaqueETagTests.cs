using Amazon.S3;
using Amazon.S3.Model;
using S3Sync.Engine.Tests.Road;
using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Planning;

/// <summary>Objects whose ETag is no digest of their content, compared by ETag.</summary>
public sealed class OpaqueETagTests : IAsyncLifetime
{
    private RoadWorld world = null!;

    public async Task InitializeAsync() => world = await RoadWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_stored_checksum_settles_what_the_ETag_of_an_encrypted_object_does_not()
    {
        var folder = world.Folder(("f", [1, 2, 3]), ("g", [4]));
        await EncryptedAsync("one", "f", [1, 2, 3], ChecksumAlgorithm.CRC32);
        await EncryptedAsync("one", "g", [4], ChecksumAlgorithm.SHA256);
        await EncryptedAsync("two", "f", [1, 2, 3], ChecksumAlgorithm.CRC32);
        await EncryptedAsync("two", "g", [4], ChecksumAlgorithm.SHA256);

        Assert.Equal(0, (await world.SyncAsync(At(folder), S3At("one"), ByETag)).Transferred);
        Assert.Equal(0, (await world.SyncAsync(S3At("one"), At(folder), ByETag)).Transferred);
        Assert.Equal(0, (await world.SyncAsync(S3At("one"), S3At("two"), ByETag)).Transferred);
    }

    [Fact]
    public async Task A_changed_content_is_found_by_the_stored_checksum()
    {
        var folder = world.Folder(("f", [9, 9, 9]));
        await EncryptedAsync("one", "f", [1, 2, 3], ChecksumAlgorithm.CRC32);
        await EncryptedAsync("two", "f", [3, 2, 1], ChecksumAlgorithm.CRC32);

        Assert.Equal(1, (await world.SyncAsync(S3At("one"), S3At("two"), ByETag)).Transferred);
        Assert.Equal(1, (await world.SyncAsync(At(folder), S3At("one"), ByETag)).Transferred);
        Assert.Equal(["another checksum"], world.Events.OfType<SyncEvent.Transferred>().Select(fact => fact.Reason).Distinct());
    }

    [Fact]
    public async Task Two_objects_without_a_checksum_in_common_are_transferred_and_the_reason_is_said()
    {
        await EncryptedAsync("one", "f", [1, 2, 3], ChecksumAlgorithm.CRC32);
        await EncryptedAsync("two", "f", [1, 2, 3], ChecksumAlgorithm.SHA256);

        Assert.Equal(1, (await world.SyncAsync(S3At("one"), S3At("two"), ByETag)).Transferred);

        Assert.Contains("tells nothing", world.Events.OfType<SyncEvent.Transferred>().Single().Reason, StringComparison.Ordinal);
    }

    private static SyncOptions ByETag(SyncOptions options) => options with { Compare = new() { Rule = CompareRule.ETag } };

    private Task EncryptedAsync(string bucket, string key, byte[] content, ChecksumAlgorithm algorithm) => world.Client.PutObjectAsync(new PutObjectRequest
    {
        BucketName = world.Name(bucket),
        Key = key,
        InputStream = new MemoryStream(content),
        ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
        ChecksumAlgorithm = algorithm,
    });
}
