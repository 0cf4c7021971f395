using System.Buffers.Binary;
using System.Collections.Immutable;

namespace S3Sync.Integrity.Cyclic;

/// <summary>A reflected CRC by tables, eight bytes in a step: the way for machines without the instructions, and for what the instructions leave over.</summary>
internal sealed class CrcTable(CrcPolynomial polynomial)
{
    private readonly ImmutableArray<ulong> _tables = polynomial.SlicingTables();

    /// <summary>The register after <paramref name="source"/>. Registers of up to 64 bits are the low bits of the value.</summary>
    public ulong Update(ulong register, ReadOnlySpan<byte> source)
    {
        var tables = _tables.AsSpan();
        while (source.Length >= 8)
        {
            var mixed = register ^ BinaryPrimitives.ReadUInt64LittleEndian(source);
            register = tables[(7 * 256) + (byte)mixed]
                ^ tables[(6 * 256) + (byte)(mixed >> 8)]
                ^ tables[(5 * 256) + (byte)(mixed >> 16)]
                ^ tables[(4 * 256) + (byte)(mixed >> 24)]
                ^ tables[(3 * 256) + (byte)(mixed >> 32)]
                ^ tables[(2 * 256) + (byte)(mixed >> 40)]
                ^ tables[256 + (byte)(mixed >> 48)]
                ^ tables[(byte)(mixed >> 56)];
            source = source[8..];
        }

        foreach (var value in source)
        {
            register = tables[(byte)(register ^ value)] ^ (register >> 8);
        }

        return register;
    }
}
