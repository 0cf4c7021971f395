namespace S3Sync.Integrity;

/// <summary>One part of an object: its number from 1, its first byte and its length.</summary>
internal readonly record struct PartRange(int Number, long Offset, long Length);

/// <summary>How an object's content is cut into parts. "Amazon S3 multipart upload limits", Amazon S3 User Guide.</summary>
internal sealed class PartLayout
{
    /// <summary>The most parts an object can have.</summary>
    public const int MaxParts = 10_000;

    private const long MiB = 1L << 20;
    private const long SmallestPart = 5 * MiB;
    private const long LargestPart = 5L << 30;

    private PartLayout(IReadOnlyList<PartRange> parts) => Parts = parts;

    /// <summary>The parts in order; together they cover the content.</summary>
    public IReadOnlyList<PartRange> Parts { get; }

    /// <summary>The content's length in bytes.</summary>
    public long Length => Parts[^1].Offset + Parts[^1].Length;

    /// <summary>Whether S3 takes an upload with these parts: each of 5 MiB to 5 GiB but the last, which may be smaller.</summary>
    public bool CanBeUploaded => Parts.Count <= MaxParts && Parts.All(part => part.Length <= LargestPart) && Parts.SkipLast(1).All(part => part.Length >= SmallestPart);

    /// <summary>One part that is the whole content, also when that is empty.</summary>
    public static PartLayout Whole(long size) => new([new(1, 0, size)]);

    /// <summary>Parts of one size, the last one shorter.</summary>
    public static PartLayout Uniform(long size, long partSize)
    {
        if (size == 0)
        {
            return Whole(0);
        }

        var parts = new PartRange[checked((int)((size + partSize - 1) / partSize))];
        for (var index = 0; index < parts.Length; index++)
        {
            var offset = index * partSize;
            parts[index] = new(index + 1, offset, Math.Min(partSize, size - offset));
        }

        return new(parts);
    }

    /// <summary>Parts of given sizes, in order.</summary>
    public static PartLayout OfSizes(IReadOnlyList<long> sizes)
    {
        var parts = new PartRange[sizes.Count];
        long offset = 0;
        for (var index = 0; index < parts.Length; index++)
        {
            parts[index] = new(index + 1, offset, sizes[index]);
            offset += sizes[index];
        }

        return new(parts);
    }

    /// <summary>The part size to use: the configured one, or the smallest whole number of MiB that lets 10,000 parts suffice.</summary>
    public static long PartSizeFor(long size, long configured)
    {
        var least = (size + MaxParts - 1) / MaxParts;
        return least <= configured ? configured : (least + MiB - 1) / MiB * MiB;
    }
}
