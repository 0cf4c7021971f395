using S3Sync.Integrity;
using Xunit;

namespace S3Sync.Engine.Tests.Integrity;

public sealed class CrcCombinationTests
{
    public static TheoryData<ChecksumAlgorithm> Crcs => [ChecksumAlgorithm.Crc32, ChecksumAlgorithm.Crc32C, ChecksumAlgorithm.Crc64Nvme];

    [Theory]
    [MemberData(nameof(Crcs))]
    public void The_combination_of_two_parts_is_the_digest_of_both(ChecksumAlgorithm algorithm)
    {
        var content = new byte[3000];
        new Random(3).NextBytes(content);
        foreach (var cut in new[] { 0, 1, 7, 8, 1000, 1024, 2999, 3000 })
        {
            var combined = CrcCombination.Combine(algorithm, Digest(algorithm, content.AsSpan(0, cut)), Digest(algorithm, content.AsSpan(cut)), 3000 - cut);
            Assert.Equal(Digest(algorithm, content), combined);
        }
    }

    [Theory]
    [MemberData(nameof(Crcs))]
    public void Lengths_beyond_four_gibibytes_combine_associatively(ChecksumAlgorithm algorithm)
    {
        var (a, b, c) = (Digest(algorithm, "a"u8), Digest(algorithm, "bb"u8), Digest(algorithm, "ccc"u8));
        const long Five = 5L << 40;
        var left = CrcCombination.Combine(algorithm, CrcCombination.Combine(algorithm, a, b, Five), c, Five);
        var right = CrcCombination.Combine(algorithm, a, CrcCombination.Combine(algorithm, b, c, Five), 2 * Five);
        Assert.Equal(left, right);
    }

    [Theory]
    [MemberData(nameof(Crcs))]
    public void The_full_object_value_of_many_parts_is_the_whole_contents_value(ChecksumAlgorithm algorithm)
    {
        var content = new byte[1000];
        new Random(5).NextBytes(content);
        var parts = content.Chunk(333).Select(part => (Digest(algorithm, part), (long)part.Length));
        Assert.Equal(Checksum.OfDigest(algorithm, Digest(algorithm, content)), MultipartChecksum.FullObject(algorithm, parts));
    }

    [Theory]
    [InlineData(ChecksumAlgorithm.Sha1)]
    [InlineData(ChecksumAlgorithm.Sha256)]
    public void A_cryptographic_digest_is_not_combined(ChecksumAlgorithm algorithm) =>
        Assert.Throws<ArgumentException>(() => MultipartChecksum.FullObject(algorithm, []));

    [Fact]
    public void A_digest_of_another_algorithm_is_refused() =>
        Assert.Throws<ArgumentException>(() => CrcCombination.Combine(ChecksumAlgorithm.Crc64Nvme, new byte[4], new byte[8], 1));

    [Fact]
    public void A_composite_value_is_the_digest_of_the_parts_digests_and_their_number()
    {
        byte[][] parts = [Digest(ChecksumAlgorithm.Sha256, "a"u8), Digest(ChecksumAlgorithm.Sha256, "b"u8)];
        var expected = Convert.ToBase64String(Digest(ChecksumAlgorithm.Sha256, [.. parts[0], .. parts[1]]));
        Assert.Equal(expected + "-2", MultipartChecksum.Composite(ChecksumAlgorithm.Sha256, parts).ToString());
    }

    private static byte[] Digest(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> content)
    {
        using var hasher = ContentHasher.For(algorithm);
        hasher.Append(content);
        return hasher.Finish();
    }
}
