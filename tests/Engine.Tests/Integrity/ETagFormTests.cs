using System.Security.Cryptography;
using S3Sync.Integrity;
using S3Sync.Integrity.Forms;
using Xunit;

namespace S3Sync.Engine.Tests.Integrity;

public sealed class ETagFormTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public void The_configured_part_size_is_tried_first() =>
        Assert.Equal(7 * MiB, ETagForms.PartSizes(30 * MiB, 5, 7 * MiB)[0]);

    [Fact]
    public void Every_part_size_cuts_the_content_into_exactly_that_many_parts()
    {
        foreach (var (size, parts) in new (long, int)[] { (30L * MiB, 6), (30L * MiB, 2), (2L << 30, 410), (2L << 30, 256), (2L << 30, 128), (5L << 40, 10_000) })
        {
            var sizes = ETagForms.PartSizes(size, parts, 8 * MiB);
            Assert.NotEmpty(sizes);
            Assert.All(sizes, part => Assert.Equal(parts, (size + part - 1) / part));
            Assert.Equal(sizes.Count, sizes.Distinct().Count());
        }
    }

    [Theory]
    [InlineData(2L << 30, 410, 5L * MiB)]
    [InlineData(2L << 30, 256, 8L * MiB)]
    [InlineData(2L << 30, 128, 16L * MiB)]
    [InlineData(100_000_000, 7, 15_000_000)]
    [InlineData(160L << 30, 10_000, 17_179_870)]
    public void The_size_a_tool_uses_is_found(long size, int parts, long expected) =>
        Assert.Contains(expected, ETagForms.PartSizes(size, parts, 9 * MiB));

    [Fact]
    public void A_number_of_parts_that_no_size_makes_has_no_form() =>
        Assert.Empty(ETagForms.PartSizes(10 * MiB, 9, 8 * MiB));

    [Fact]
    public void A_tag_without_a_part_count_is_the_md5_of_the_whole_whatever_its_size()
    {
        var content = Some(20 * MiB);
        var wanted = ETag.OfContent(MD5.HashData(content));
        Assert.Equal(wanted, Computed(wanted, content, 8 * MiB));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(16)]
    public void A_tag_of_parts_is_found_with_any_size_in_use(int mebibytes)
    {
        var content = Some((30 * MiB) + 1);
        var wanted = OfParts(content, mebibytes * MiB);
        Assert.Equal(wanted, Computed(wanted, content, 9 * MiB));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3 * MiB)]
    [InlineData(8 * MiB)]
    public void One_part_is_recognised_whatever_size_it_might_have_had(int size)
    {
        var content = Some(size);
        var wanted = ETag.OfParts([MD5.HashData(content)]);
        Assert.Equal(wanted, Computed(wanted, content, 5 * MiB));
    }

    [Fact]
    public void Another_content_has_another_tag_in_the_same_form()
    {
        var content = Some(20 * MiB);
        var wanted = OfParts(content, 8 * MiB);
        content[^1] ^= 1;
        var computed = Computed(wanted, content, 8 * MiB);
        Assert.NotEqual(wanted, computed);
        Assert.Equal(3, computed?.PartCount);
    }

    [Fact]
    public void Content_of_another_length_than_announced_has_no_tag()
    {
        var content = Some(1000);
        using var candidates = new ContentCandidates(new StoredEvidence.OfETag(ETag.OfContent(MD5.HashData(content))), 1001, 8 * MiB);
        candidates.Append(content);
        Assert.Null(candidates.Finish());
    }

    [Fact]
    public void An_opaque_tag_has_no_form()
    {
        using var candidates = new ContentCandidates(new StoredEvidence.OfETag(new ETag("not-a-digest")), 3, 8 * MiB);
        candidates.Append("abc"u8);
        Assert.Null(candidates.Finish());
    }

    [Fact]
    public void Upper_case_digits_are_the_same_tag()
    {
        var wanted = new ETag(Convert.ToHexString(MD5.HashData("abc"u8)));
        Assert.Equal(wanted, Computed(wanted, "abc"u8.ToArray(), 8 * MiB));
    }

    private static ETag OfParts(byte[] content, int part) => ETag.OfParts(content.Chunk(part).Select(chunk => MD5.HashData(chunk)));

    private static ETag? Computed(ETag wanted, byte[] content, long configured)
    {
        using var candidates = new ContentCandidates(new StoredEvidence.OfETag(wanted), content.Length, configured);
        foreach (var block in content.Chunk(100_003))
        {
            candidates.Append(block);
        }

        return (candidates.Finish()?.Made as StoredEvidence.OfETag)?.Value;
    }

    private static byte[] Some(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }
}
