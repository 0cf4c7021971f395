using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace S3Sync.Integrity.Cyclic;

/// <summary>
/// Arithmetic modulo the polynomial of a reflected CRC. Values are in reflected form: the highest bit is the coefficient of x^0, as in the
/// CRC's own register, so tables, folding constants and combination all come from these few functions and none is copied from a paper.
/// </summary>
/// <param name="Width">The CRC's width in bits, at most 64.</param>
/// <param name="Reflected">The polynomial without its leading term, bit-reversed.</param>
internal readonly record struct CrcPolynomial(int Width, ulong Reflected)
{
    /// <summary>CRC-32 (ISO-HDLC), as in zip and Ethernet.</summary>
    public static CrcPolynomial Crc32 => new(32, 0xEDB88320);

    /// <summary>CRC-32C (Castagnoli), RFC 3720.</summary>
    public static CrcPolynomial Crc32C => new(32, 0x82F63B78);

    /// <summary>CRC-64/NVME: the NVM Express specification's Rocksoft polynomial, not the one of ECMA-182.</summary>
    public static CrcPolynomial Crc64Nvme => new(64, 0x9A6C9329AC4BC9B5);

    private ulong One => 1UL << (Width - 1);

    /// <summary>x^<paramref name="exponent"/> modulo the polynomial, in O(log exponent) multiplications.</summary>
    public ulong PowerOfX(UInt128 exponent)
    {
        var result = One;
        for (var square = TimesX(One); exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1)
            {
                result = Multiply(result, square);
            }

            square = Multiply(square, square);
        }

        return result;
    }

    /// <summary>The product modulo the polynomial.</summary>
    public ulong Multiply(ulong left, ulong right)
    {
        var product = 0UL;
        for (var bit = One; bit > 0; bit >>= 1)
        {
            product ^= (left & bit) != 0 ? right : 0;
            right = TimesX(right);
        }

        return product;
    }

    /// <summary>Eight tables of 256: entry [k·256 + b] is byte b followed by k zero bytes, so that eight bytes are taken in one step.</summary>
    public ImmutableArray<ulong> SlicingTables()
    {
        var tables = new ulong[8 * 256];
        for (var index = 0; index < tables.Length; index++)
        {
            var value = index < 256 ? (ulong)index : tables[index - 256];
            if (index < 256)
            {
                for (var bit = 0; bit < 8; bit++)
                {
                    value = TimesX(value);
                }
            }
            else
            {
                value = tables[(byte)value] ^ (value >> 8);
            }

            tables[index] = value;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(tables);
    }

    private ulong TimesX(ulong value) => (value >> 1) ^ ((value & 1) != 0 ? Reflected : 0);
}
