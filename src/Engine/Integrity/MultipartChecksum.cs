namespace S3Sync.Integrity;

/// <summary>The checksum of a whole multipart object from its parts' digests. "Checking object integrity", Amazon S3 User Guide.</summary>
public static class MultipartChecksum
{
    /// <summary>The full-object value: the CRC of the parts' contents one after the other. Only for CRCs; no parts are empty content.</summary>
    /// <exception cref="ArgumentException">The algorithm has no combination.</exception>
    public static Checksum FullObject(ChecksumAlgorithm algorithm, IEnumerable<(byte[] Digest, long Length)> parts)
    {
        if (!algorithm.CanCombine())
        {
            throw new ArgumentException("Only CRCs can be combined.", nameof(algorithm));
        }

        var whole = new byte[algorithm.DigestLength()];
        foreach (var (digest, length) in parts)
        {
            whole = CrcCombination.Combine(algorithm, whole, digest, length);
        }

        return Checksum.OfDigest(algorithm, whole);
    }

    /// <summary>The composite value: the algorithm over the parts' binary digests in part order, and their number.</summary>
    public static Checksum Composite(ChecksumAlgorithm algorithm, IEnumerable<byte[]> partDigests)
    {
        using var hasher = ContentHasher.For(algorithm);
        var parts = 0;
        foreach (var digest in partDigests)
        {
            hasher.Append(digest);
            parts++;
        }

        return new(algorithm, Convert.ToBase64String(hasher.Finish()), parts);
    }
}
