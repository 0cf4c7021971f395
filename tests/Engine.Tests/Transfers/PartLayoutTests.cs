using S3Sync.Integrity;
using Xunit;

namespace S3Sync.Engine.Tests.Transfers;

public class PartLayoutTests
{
    private const long MiB = 1L << 20;

    [Theory]
    [InlineData(8 * MiB, 1)]
    [InlineData((8 * MiB) + 1, 2)]
    [InlineData(16 * MiB, 2)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    public void Parts_cover_the_content_and_only_the_last_is_shorter(long size, int parts)
    {
        var layout = PartLayout.Uniform(size, 8 * MiB);

        Assert.Equal(parts, layout.Parts.Count);
        Assert.Equal(size, layout.Parts.Sum(part => part.Length));
        Assert.Equal(size, layout.Length);
        Assert.All(layout.Parts.SkipLast(1), part => Assert.Equal(8 * MiB, part.Length));
    }

    [Theory]
    [InlineData(78L << 30)]
    [InlineData(79L << 30)]
    [InlineData(5L << 40)]
    public void Ten_thousand_parts_always_suffice(long size)
    {
        var partSize = PartLayout.PartSizeFor(size, 8 * MiB);

        Assert.InRange((size + partSize - 1) / partSize, 1, PartLayout.MaxParts);
        Assert.Equal(0, partSize % MiB);
    }

    [Fact]
    public void The_configured_part_size_is_kept_while_it_suffices() =>
        Assert.Equal(8 * MiB, PartLayout.PartSizeFor(10_000 * 8 * MiB, 8 * MiB));
}
