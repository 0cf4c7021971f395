using System.Buffers.Binary;
using S3Sync.Integrity;
using S3Sync.Integrity.Cyclic;
using Xunit;

namespace S3Sync.Engine.Tests.Integrity;

public sealed class CrcHardwareTests
{
    [Fact]
    public void The_folded_crc_64_agrees_with_the_tables_on_random_content()
    {
        var random = new Random(17);
        for (var round = 0; round < 2000; round++)
        {
            var content = new byte[random.Next(0, 5000)];
            random.NextBytes(content);
            var expected = ~Crc64Nvme.UpdateTable(ulong.MaxValue, content);
            using var hasher = ContentHasher.For(ChecksumAlgorithm.Crc64Nvme);
            hasher.Append(content);
            Assert.Equal(expected, BinaryPrimitives.ReadUInt64BigEndian(hasher.Finish()));
        }
    }

    [Fact]
    public void The_crc_32c_instruction_agrees_with_the_tables_on_random_content()
    {
        var random = new Random(19);
        for (var round = 0; round < 2000; round++)
        {
            var content = new byte[random.Next(0, 5000)];
            random.NextBytes(content);
            using var hasher = ContentHasher.For(ChecksumAlgorithm.Crc32C);
            hasher.Append(content);
            Assert.Equal(~Crc32C.UpdateTable(uint.MaxValue, content), BinaryPrimitives.ReadUInt32BigEndian(hasher.Finish()));
        }
    }

    [Fact]
    public void The_folding_constants_are_those_published_for_crc_64_nvme()
    {
        // x^127 and x^191, as the Linux kernel's generated crc-pclmul constants and the crc64fast-nvme crate have them.
        Assert.Equal(0x21e9761e252621acUL, CrcPolynomial.Crc64Nvme.PowerOfX(127));
        Assert.Equal(0xeadc41fd2ba3d420UL, CrcPolynomial.Crc64Nvme.PowerOfX(191));
    }
}
