using S3Sync.Conformance.Tests.World;
using S3Sync.TestKit;

namespace S3Sync.Conformance.Tests.Scenarios.Comparing;

/// <summary><c>--check-additional-checksum</c> and <c>--check-mtime-and-additional-checksum</c>.</summary>
public sealed class ChecksumScenarios(TestedServer server) : Scenario(server)
{
    [Scenarios(Capability.Checksums)]
    [Row(Way.Upload, "CRC32")]
    [Row(Way.Upload, "CRC32C")]
    [Row(Way.Upload, "CRC64NVME")]
    [Row(Way.Upload, "SHA1")]
    [Row(Way.Upload, "SHA256")]
    [Row(Way.Download, "CRC32")]
    [Row(Way.Download, "CRC32C")]
    [Row(Way.Download, "CRC64NVME")]
    [Row(Way.Download, "SHA1")]
    [Row(Way.Download, "SHA256")]
    [Row(Way.Relay, "CRC32")]
    [Row(Way.Relay, "CRC32C")]
    [Row(Way.Relay, "CRC64NVME")]
    [Row(Way.Relay, "SHA1")]
    [Row(Way.Relay, "SHA256")]
    public async Task The_same_checksum_is_skipped_and_another_is_transferred(Way way, string algorithm)
    {
        var ends = await Prepared(way, algorithm, 3000);

        var same = await ends.SyncAsync("--check-additional-checksum", algorithm);
        await ends.HasOlderAsync("f", Content.Of(3000, 2), Content.Of(3000, 1));
        var other = await ends.SyncAsync(Sent(way, "--check-additional-checksum", algorithm));

        Assert.Empty(same.Transferred);
        Assert.Equal(["f"], other.Transferred);
        Assert.Equal(Content.Of(3000, 2), await ends.TargetAsync("f"));
    }

    [Scenarios]
    [Row(Way.Upload, "CRC32", Needs = [Capability.FullObjectCrc])]
    [Row(Way.Upload, "CRC32C", Needs = [Capability.FullObjectCrc])]
    [Row(Way.Upload, "CRC64NVME", Needs = [Capability.MultipartCrc64])]
    [Row(Way.Upload, "SHA1", Needs = [Capability.CompositeChecksums])]
    [Row(Way.Upload, "SHA256", Needs = [Capability.CompositeChecksums])]
    [Row(Way.Download, "CRC32", Needs = [Capability.FullObjectCrc])]
    [Row(Way.Download, "CRC32C", Needs = [Capability.FullObjectCrc])]
    [Row(Way.Download, "CRC64NVME", Needs = [Capability.MultipartCrc64])]
    [Row(Way.Download, "SHA1", Needs = [Capability.CompositeChecksums])]
    [Row(Way.Download, "SHA256", Needs = [Capability.CompositeChecksums])]
    [Row(Way.Relay, "CRC32", Needs = [Capability.FullObjectCrc])]
    [Row(Way.Relay, "CRC64NVME", Needs = [Capability.MultipartCrc64])]
    [Row(Way.Relay, "SHA256", Needs = [Capability.CompositeChecksums])]
    public async Task Objects_in_parts_are_compared_by_their_checksum_too(Way way, string algorithm)
    {
        var ends = await Prepared(way, algorithm, 11 * MiB);

        Assert.Empty((await ends.SyncAsync(InSmallParts("--check-additional-checksum", algorithm))).Transferred);
    }

    [Scenarios(Capability.CompositeChecksums)]
    [Row("SHA1", "")]
    [Row("SHA256", "")]
    [Row("SHA256", "--auto-chunksize")]
    public async Task A_composite_checksum_is_compared_in_the_parts_that_it_was_made_of(string algorithm, string option)
    {
        var file = World.Folder(("f", Content.Of(13 * MiB)));
        await World.SyncAsync(file, "s3://one", InSmallParts("--additional-checksum-algorithm", algorithm));
        var back = World.Folder(("f", Content.Of(13 * MiB)));

        var outcome = await World.SyncAsync("s3://one", back, ["--check-additional-checksum", algorithm, .. option.Length == 0 ? [] : new[] { option }]);

        Assert.Empty(outcome.Transferred);
    }

    [Scenarios(Capability.Checksums)]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    public async Task Time_and_checksum_transfer_what_is_newer_and_other(Way way)
    {
        var ends = await Prepared(way, "SHA256", 100);

        Assert.Empty((await ends.SyncAsync("--check-mtime-and-additional-checksum", "SHA256")).Transferred);
        await ends.HasNewerAsync("g", [1, 2, 3], [7, 8, 9]);
        Assert.Equal(["g"], (await ends.SyncAsync(Sent(way, "--check-mtime-and-additional-checksum", "SHA256"))).Transferred);
    }

    [Scenarios(Capability.Checksums)]
    [Row(Way.Upload)]
    [Row(Way.Download)]
    [Row(Way.Relay)]
    public async Task An_object_without_that_checksum_is_transferred_not_skipped(Way way)
    {
        var ends = await Between(way).HasOlderAsync("f", [1, 2, 3], [7, 8, 9]);

        Assert.Equal(["f"], (await ends.SyncAsync(Sent(way, "--check-additional-checksum", "SHA1"))).Transferred);
        Assert.Equal([1, 2, 3], await ends.TargetAsync("f"));
    }

    // Source and target have the checksum.
    private async Task<Ends> Prepared(Way way, string algorithm, int size)
    {
        var ends = Between(way);
        if (way == Way.Upload)
        {
            await ends.HasAsync(("f", Content.Of(size)));
        }
        else
        {
            await World.SyncAsync(World.Folder(("f", Content.Of(size))), "s3://one", InSmallParts("--additional-checksum-algorithm", algorithm));
        }

        await ends.SyncAsync(InSmallParts(way == Way.Download ? [] : ["--additional-checksum-algorithm", algorithm]));
        return ends;
    }

    private static string[] Sent(Way way, string check, string algorithm) =>
        way == Way.Download ? [check, algorithm] : [check, algorithm, "--additional-checksum-algorithm", algorithm];
}
