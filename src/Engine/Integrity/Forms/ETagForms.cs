namespace S3Sync.Integrity.Forms;

/// <summary>
/// The part sizes an ETag of the form <c>…-N</c> may have been made with. The tag tells only the number of parts, so the sizes that tools
/// use are tried: those that cut content of this size into exactly that many parts.
/// </summary>
internal static class ETagForms
{
    private const long MiB = 1L << 20;
    private const long Million = 1_000_000;

    // The least part that S3 takes, except for the last: "Amazon S3 multipart upload limits", Amazon S3 User Guide.
    private const long LeastPart = 5 * MiB;

    // What the AWS console cuts with: 160 GiB in 10,000 parts.
    private const long ConsolePart = 17_179_870;

    private static ReadOnlySpan<short> Multiples =>
    [
        5, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 10, 15, 20, 50, 100, 6, 7, 9, 12, 14, 24, 25, 30, 40, 48, 60, 75, 80, 96,
        120, 125, 150, 160, 192, 200, 250, 300, 320, 384, 400, 500, 640, 750, 768, 800, 1000, 1280, 1500, 1536, 2000, 2500, 3000, 3072, 4000, 5000, 5120,
    ];

    /// <summary>The part size in bytes when size and number of parts leave only one of those in use; null when they leave several or none.</summary>
    /// <inheritdoc cref="PartSizes"/>
    public static long? Settled(long size, int parts, long configuredPartSize) =>
        PartSizes(size, parts, configuredPartSize) is [var only] ? only : null;

    /// <summary>Every part size in use for which ceil(<paramref name="size"/> / part) is <paramref name="parts"/>; the configured one first.</summary>
    /// <param name="size">The content's size in bytes.</param>
    /// <param name="parts">The tag's number of parts, 1 or more.</param>
    /// <param name="configuredPartSize">The run's own part size in bytes.</param>
    public static IReadOnlyList<long> PartSizes(long size, int parts, long configuredPartSize)
    {
        if (parts == 1)
        {
            // One part is the whole content, whatever size it might have had.
            return [Math.Max(size, 1)];
        }

        var fitting = new List<long>();
        foreach (var candidate in Candidates(size, parts, configuredPartSize))
        {
            if (PartCount(size, candidate) == parts && !fitting.Contains(candidate))
            {
                fitting.Add(candidate);
            }
        }

        return fitting;
    }

    private static List<long> Candidates(long size, int parts, long configuredPartSize)
    {
        List<long> candidates = [configuredPartSize];
        foreach (var multiple in Multiples)
        {
            candidates.Add(multiple * MiB);
        }

        candidates.Add(ConsolePart);
        foreach (var multiple in Multiples)
        {
            AddLargeEnough(candidates, multiple * Million);
        }

        // Tools that derive the part from the size: as even as possible, to the next MiB, to the next million, to the next power of two.
        var even = ((size - 1) / parts) + 1;
        AddLargeEnough(candidates, RoundUp(even, MiB));
        AddLargeEnough(candidates, RoundUp(even, LeastPart));
        AddLargeEnough(candidates, even);
        AddLargeEnough(candidates, RoundUp(even, Million));
        AddLargeEnough(candidates, (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)even));
        return candidates;
    }

    private static void AddLargeEnough(List<long> candidates, long part)
    {
        if (part >= LeastPart)
        {
            candidates.Add(part);
        }
    }

    private static long PartCount(long size, long part) => part <= 0 || size <= 0 ? 0 : ((size - 1) / part) + 1;

    private static long RoundUp(long value, long unit) => (((value - 1) / unit) + 1) * unit;
}
