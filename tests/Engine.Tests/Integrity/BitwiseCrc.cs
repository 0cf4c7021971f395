namespace S3Sync.Engine.Tests.Integrity;

/// <summary>A reflected CRC bit by bit, straight from its definition: slow, and nothing the product computes with.</summary>
internal static class BitwiseCrc
{
    public static byte[] Of(ReadOnlySpan<byte> content, int width, ulong polynomial)
    {
        var ones = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        var register = ones;
        foreach (var value in content)
        {
            register ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                register = (register & 1) != 0 ? (register >> 1) ^ polynomial : register >> 1;
            }
        }

        var digest = BitConverter.GetBytes(register ^ ones)[..(width / 8)];
        Array.Reverse(digest);
        return digest;
    }
}
