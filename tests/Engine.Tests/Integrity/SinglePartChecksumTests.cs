using S3Sync.Integrity;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.Integrity;

/// <summary>What a store may write of a checksum over one part: S3 the digest of the part's digest, Ceph RGW for CRCs the part's own.</summary>
public sealed class SinglePartChecksumTests
{
    private static readonly byte[] Stuff = Content.Of(1000);

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32)]
    [InlineData(ChecksumAlgorithm.Crc32C)]
    [InlineData(ChecksumAlgorithm.Crc64Nvme)]
    public void A_crc_over_the_only_part_itself_agrees(ChecksumAlgorithm algorithm) =>
        Assert.IsType<Verdict.ChecksumAgrees>(Judge(Whole(algorithm, Stuff) with { Parts = 1 }));

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32)]
    [InlineData(ChecksumAlgorithm.Sha256)]
    public void The_digest_of_the_only_parts_digest_agrees(ChecksumAlgorithm algorithm) =>
        Assert.IsType<Verdict.ChecksumAgrees>(Judge(MultipartChecksum.Composite(algorithm, [Digest(algorithm, Stuff)])));

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32, 2)]
    [InlineData(ChecksumAlgorithm.Sha256, 1)]
    public void The_contents_own_digest_is_nothing_else_over_parts(ChecksumAlgorithm algorithm, int parts) =>
        Assert.IsType<Verdict.Disagrees>(Judge(Whole(algorithm, Stuff) with { Parts = parts }));

    [Fact]
    public void A_crc_of_other_content_over_the_only_part_disagrees() =>
        Assert.IsType<Verdict.Disagrees>(Judge(Whole(ChecksumAlgorithm.Crc32, [1]) with { Parts = 1 }));

    private static Verdict Judge(Checksum stored) => new StoredEvidence.OfChecksum(stored).Judge([(Digest(stored.Algorithm, Stuff), Stuff.Length)]);

    private static Checksum Whole(ChecksumAlgorithm algorithm, byte[] content) => Checksum.OfDigest(algorithm, Digest(algorithm, content));

    private static byte[] Digest(ChecksumAlgorithm algorithm, byte[] content)
    {
        using var hasher = ContentHasher.For(algorithm);
        hasher.Append(content);
        return hasher.Finish();
    }
}
