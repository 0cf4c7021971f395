using System.Globalization;

namespace S3Sync.LocalS3.Operations.Wire;

/// <summary>Which bytes of an object are asked for.</summary>
/// <param name="First">The first byte.</param>
/// <param name="Length">How many.</param>
internal sealed record ByteRange(long First, long Length)
{
    private const string Unit = "bytes=";

    /// <summary>The last byte.</summary>
    public long Last => First + Length - 1;

    /// <summary>Reads a Range header; null when it asks for nothing that is understood, which means the whole object (RFC 9110, 14.2).</summary>
    /// <exception cref="S3ErrorException">No byte of the object is in the range.</exception>
    public static ByteRange? Parse(string? header, long size)
    {
        if (header is null || !header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase) || Bounds(header[Unit.Length..]) is not { } bounds)
        {
            return null;
        }

        var (first, last) = bounds;
        var start = first ?? Math.Max(0, size - last!.Value); // bounds have at least one end
        var end = first is null || last is null ? size - 1 : Math.Min(last.Value, size - 1);
        return start <= end ? new(start, end - start + 1) : throw S3Errors.InvalidRange(header, size);
    }

    /// <summary>Reads x-amz-copy-source-range, which must be <c>bytes=first-last</c> inside the source.</summary>
    public static ByteRange ParseCopySource(string header, long size)
    {
        if (!header.StartsWith(Unit, StringComparison.Ordinal) || Bounds(header[Unit.Length..]) is not ({ } first, { } last))
        {
            throw S3Errors.InvalidArgument("x-amz-copy-source-range", header, "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy");
        }

        return last < size
            ? new(first, last - first + 1)
            : throw S3Errors.InvalidArgument("x-amz-copy-source-range", header, string.Create(CultureInfo.InvariantCulture, $"Range specified is not valid for source object of size: {size}"));
    }

    private static (long? First, long? Last)? Bounds(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || text.Length == 1 || !TryNumber(text[..dash], out var first) || !TryNumber(text[(dash + 1)..], out var last))
        {
            return null;
        }

        return first is not null && last is not null && first > last ? null : (first, last);
    }

    private static bool TryNumber(string text, out long? number)
    {
        number = null;
        if (text.Length == 0)
        {
            return true;
        }

        var isNumber = text.All(char.IsAsciiDigit);
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : long.MaxValue;
        return isNumber;
    }
}
