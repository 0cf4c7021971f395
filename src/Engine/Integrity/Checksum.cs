using System.Globalization;

namespace S3Sync.Integrity;

/// <summary>Whether a stored checksum speaks of the whole content or of its parts' checksums.</summary>
public enum ChecksumType
{
    /// <summary>Over the content itself.</summary>
    FullObject,

    /// <summary>Over the concatenated digests of the parts, written <c>value-N</c>.</summary>
    Composite,
}

/// <summary>One checksum value as S3 keeps it.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Base64">The big-endian digest in base64, without the part count.</param>
/// <param name="Parts">The number of parts of a composite value; 0 for a full-object one.</param>
public sealed record Checksum(ChecksumAlgorithm Algorithm, string Base64, int Parts = 0)
{
    /// <summary>What the value is over.</summary>
    public ChecksumType Type => Parts == 0 ? ChecksumType.FullObject : ChecksumType.Composite;

    /// <summary>Makes a full-object checksum of a big-endian digest.</summary>
    public static Checksum OfDigest(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> digest) => new(algorithm, Convert.ToBase64String(digest));

    /// <summary>
    /// Whether a store that keeps this value may write it as <paramref name="stored"/>: as it is, or, as Ceph RGW does with a CRC of an object
    /// of a single part, now with and now without the mark of one part, though it is over the whole object.
    /// </summary>
    internal bool IsKeptAs(Checksum stored) =>
        stored == this || (Algorithm.CanCombine() && Parts <= 1 && stored.Parts <= 1 && stored with { Parts = Parts } == this);

    /// <summary>Reads a header's value: <c>base64</c> or <c>base64-N</c>.</summary>
    public static Checksum Parse(ChecksumAlgorithm algorithm, string text)
    {
        var dash = text.LastIndexOf('-');
        return dash > 0 && int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var parts)
            ? new(algorithm, text[..dash], parts)
            : new(algorithm, text);
    }

    /// <summary>The value as S3 writes it.</summary>
    public override string ToString() => Parts == 0 ? Base64 : string.Create(CultureInfo.InvariantCulture, $"{Base64}-{Parts}");
}
