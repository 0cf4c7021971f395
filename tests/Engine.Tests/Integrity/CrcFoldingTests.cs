using System.Runtime.Intrinsics.X86;
using S3Sync.Integrity.Cyclic;
using Xunit;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;

namespace S3Sync.Engine.Tests.Integrity;

/// <summary>Every width of vector that this machine folds with, against the bitwise definition.</summary>
public sealed class CrcFoldingTests
{
    private readonly byte[] _content = new byte[5000];

    public CrcFoldingTests() => new Random(23).NextBytes(_content);

    public static TheoryData<int, int> Cases
    {
        get
        {
            var cases = new TheoryData<int, int>();
            foreach (var vector in new[] { 0, 128, 256, 512 }.Where(static vector => vector <= CrcFolding.WidestVector))
            {
                cases.Add(32, vector);
                cases.Add(64, vector);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_length_has_the_digest_of_the_definition(int crc, int vector)
    {
        var folded = new Folded(crc, vector);
        for (var length = 0; length <= 1200; length++)
        {
            Assert.Equal(folded.Reference(_content.AsSpan(0, length)), folded.Of(_content.AsSpan(0, length), []));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Unaligned_content_in_any_pieces_has_the_digest_of_the_definition(int crc, int vector)
    {
        var folded = new Folded(crc, vector);
        var random = new Random(29);
        for (var round = 0; round < 300; round++)
        {
            var start = random.Next(0, 70);
            var content = _content.AsSpan(start, random.Next(0, _content.Length - start));
            var cuts = Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.Next(0, 2000)).ToArray();
            Assert.Equal(folded.Reference(content), folded.Of(content, cuts));
        }
    }

    [Fact]
    public void A_machine_with_carry_less_multiplication_folds() =>
        Assert.Equal(Pclmulqdq.IsSupported || ArmAes.IsSupported, CrcFolding.WidestVector > 0);

    [Fact]
    public void Content_too_short_to_fold_is_left_as_it_is()
    {
        ReadOnlySpan<byte> rest = _content.AsSpan(0, 127);
        Assert.False(new CrcFolding(CrcPolynomial.Crc64Nvme).TryFold(0, ref rest, new byte[16]));
        Assert.Equal(127, rest.Length);
    }

    private sealed class Folded(int crc, int vector)
    {
        private readonly CrcPolynomial _polynomial = crc == 32 ? CrcPolynomial.Crc32C : CrcPolynomial.Crc64Nvme;
        private readonly ulong _ones = crc == 32 ? uint.MaxValue : ulong.MaxValue;

        public byte[] Reference(ReadOnlySpan<byte> content) => BitwiseCrc.Of(content, crc, _polynomial.Reflected);

        public byte[] Of(ReadOnlySpan<byte> content, ReadOnlySpan<int> pieces)
        {
            var (folding, table, register) = (new CrcFolding(_polynomial), new CrcTable(_polynomial), _ones);
            foreach (var piece in pieces)
            {
                var length = Math.Min(piece, content.Length);
                register = Next(folding, table, register, content[..length]);
                content = content[length..];
            }

            register = Next(folding, table, register, content) ^ _ones;
            var digest = BitConverter.GetBytes(register)[..(crc / 8)];
            Array.Reverse(digest);
            return digest;
        }

        private ulong Next(CrcFolding folding, CrcTable table, ulong register, ReadOnlySpan<byte> content)
        {
            Span<byte> block = stackalloc byte[CrcFolding.BlockLength];
            return folding.TryFold(register, ref content, block, vector)
                ? table.Update(table.Update(0, block), content)
                : table.Update(register, content);
        }
    }
}
