using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Storage.S3.Values;
using S3Sync.Transfers;
using Xunit;

namespace S3Sync.Engine.Tests.Transfers;

public class EvidenceChoiceTests
{
    private static readonly ETag Md5 = ETag.OfContent(new byte[16]);
    private static readonly Checksum Crc = Checksum.OfDigest(ChecksumAlgorithm.Crc64Nvme, new byte[8]);
    private static readonly ObjectFacts Facts = new(3, Md5, DateTimeOffset.UnixEpoch, [Crc], null, null, null, null, ObjectHeaders.None, 0);

    [Fact]
    public void By_default_the_cheapest_stored_evidence_settles_it() => Assert.Equal([new StoredEvidence.OfChecksum(Crc)], Chosen(new()));

    [Fact]
    public void Without_additional_checksums_the_ETag_does() =>
        Assert.Equal([new StoredEvidence.OfETag(Md5)], Chosen(new() { DisableAdditionalChecksumVerify = true }));

    [Fact]
    public void With_both_switched_off_nothing_is_compared() =>
        Assert.Empty(Chosen(new() { DisableAdditionalChecksumVerify = true, DisableETagVerify = true }));

    private static IReadOnlyList<StoredEvidence> Chosen(IntegrityOptions options) => EvidenceChoice.Of(Facts, isDirectoryBucket: false, new() { Integrity = options });
}
