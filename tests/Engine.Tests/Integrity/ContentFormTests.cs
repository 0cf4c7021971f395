using S3Sync.Integrity;
using S3Sync.Integrity.Forms;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.Engine.Tests.Integrity;

/// <summary>Local content in the form of a checksum that is stored elsewhere.</summary>
public sealed class ContentFormTests
{
    private const int MiB = 1 << 20;

    public static TheoryData<ChecksumAlgorithm> Algorithms => [.. ChecksumAlgorithms.All];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_checksum_over_the_whole_is_recognised(ChecksumAlgorithm algorithm)
    {
        var content = Content.Of((6 * MiB) + 7);

        Assert.True(Match(new(algorithm, Base64(algorithm, content)), content)?.Agrees);
        content[^1] ^= 1;
        Assert.False(Match(new(algorithm, Base64(algorithm, Content.Of((6 * MiB) + 7))), content)?.Agrees);
    }

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32)]
    [InlineData(ChecksumAlgorithm.Sha256)]
    public void A_checksum_over_parts_is_recognised_with_any_part_size_in_use(ChecksumAlgorithm algorithm)
    {
        var content = Content.Of((12 * MiB) + 1);
        var stored = MultipartChecksum.Composite(algorithm, content.Chunk(5 * MiB).Select(part => Digest(algorithm, part)));

        var match = Match(stored, content);

        Assert.Equal((true, 5L * MiB), (match!.Agrees, match.PartSize)); // it fits
    }

    [Fact]
    public void Parts_of_different_sizes_are_recognised_when_they_are_known()
    {
        var content = Content.Of(12 * MiB);
        int[] sizes = [(5 * MiB) + 3, MiB, (6 * MiB) - 3];
        var stored = MultipartChecksum.Composite(ChecksumAlgorithm.Sha1, sizes.Select((size, index) => Digest(ChecksumAlgorithm.Sha1, content.AsSpan(sizes[..index].Sum(), size).ToArray())));

        Assert.False(Match(stored, content)?.Agrees ?? false);
        Assert.True(Match(stored, content, [.. sizes.Select(size => (long)size)])?.Agrees);
        Assert.Null(Match(stored, content, [1, 2, 3]));
    }

    private static ContentMatch? Match(Checksum stored, byte[] content, long[]? parts = null)
    {
        using var candidates = new ContentCandidates(new StoredEvidence.OfChecksum(stored), content.Length, 8 * MiB, parts);
        foreach (var block in content.Chunk(1_000_003))
        {
            candidates.Append(block);
        }

        return candidates.Finish();
    }

    private static string Base64(ChecksumAlgorithm algorithm, byte[] content) => Convert.ToBase64String(Digest(algorithm, content));

    private static byte[] Digest(ChecksumAlgorithm algorithm, byte[] content)
    {
        using var hasher = ContentHasher.For(algorithm);
        hasher.Append(content);
        return hasher.Finish();
    }
}
