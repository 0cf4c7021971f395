namespace S3Sync.LocalS3.Faults;

/// <summary>A place in a body: a byte's offset, or a fraction of a length that is known only when the body comes.</summary>
public readonly record struct BodyPosition
{
    private readonly long offset;
    private readonly double? fraction;

    private BodyPosition(long offset, double? fraction)
    {
        this.offset = offset;
        this.fraction = fraction;
    }

    /// <summary>The byte at an offset, from 0.</summary>
    public static BodyPosition At(long offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return new(offset, null);
    }

    /// <summary>The byte at a fraction of the body, from 0 to below 1.</summary>
    public static BodyPosition Fraction(double fraction)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fraction, 1);
        return new(0, fraction);
    }

    internal long Of(long length) => fraction is double part ? (long)(length * part) : offset;
}
