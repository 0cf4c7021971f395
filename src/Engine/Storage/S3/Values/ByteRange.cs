using System.Globalization;

namespace S3Sync.Storage.S3.Values;

/// <summary>A contiguous part of an object's content.</summary>
/// <param name="Offset">The first byte, from 0.</param>
/// <param name="Length">How many bytes; at least 1.</param>
internal readonly record struct ByteRange(long Offset, long Length)
{
    /// <summary>The last byte, inclusive, as HTTP counts (RFC 9110, 14.1.2).</summary>
    public long Last => Offset + Length - 1;

    /// <summary>The value of Range and x-amz-copy-source-range.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"bytes={Offset}-{Last}");

    /// <summary>What Content-Range must echo for an object of <paramref name="total"/> bytes.</summary>
    public string ContentRange(long total) => string.Create(CultureInfo.InvariantCulture, $"bytes {Offset}-{Last}/{total}");
}
