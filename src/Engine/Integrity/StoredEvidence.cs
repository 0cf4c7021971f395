namespace S3Sync.Integrity;

/// <summary>Something stored with an object that its content can be compared with.</summary>
internal abstract record StoredEvidence
{
    private StoredEvidence()
    {
    }

    /// <summary>The digest it is made of; null for MD5.</summary>
    public abstract ChecksumAlgorithm? Digest { get; }

    /// <summary>Whether it speaks of the parts, so that content must be cut as the source's parts are.</summary>
    public abstract bool IsOverParts { get; }

    /// <summary>Whether it follows from the digests of any cut of the content; otherwise the content is digested front to back.</summary>
    public bool FollowsFromRanges => IsOverParts || (Digest is { } algorithm && algorithm.CanCombine());

    /// <summary>Compares with the content's digests: one for each range, or the whole content's alone.</summary>
    public abstract Verdict Judge(IReadOnlyList<(byte[] Digest, long Length)> ranges);

    /// <summary>An ETag.</summary>
    public sealed record OfETag(ETag Value) : StoredEvidence
    {
        public override ChecksumAlgorithm? Digest => null;

        public override bool IsOverParts => Value.IsMultipart;

        public override Verdict Judge(IReadOnlyList<(byte[] Digest, long Length)> ranges)
        {
            var actual = IsOverParts ? ETag.OfParts(ranges.Select(range => range.Digest)) : ETag.OfContent(ranges[0].Digest);
            return actual == Value ? new Verdict.ETagAgrees(Value, actual) : new Verdict.Disagrees("ETag", Value.Value, actual.Value);
        }
    }

    /// <summary>An additional checksum.</summary>
    public sealed record OfChecksum(Checksum Value) : StoredEvidence
    {
        public override ChecksumAlgorithm? Digest => Value.Algorithm;

        public override bool IsOverParts => Value.Type == ChecksumType.Composite;

        public override Verdict Judge(IReadOnlyList<(byte[] Digest, long Length)> ranges)
        {
            var actual = IsOverParts ? MultipartChecksum.Composite(Value.Algorithm, ranges.Select(range => range.Digest))
                : ranges.Count == 1 ? Checksum.OfDigest(Value.Algorithm, ranges[0].Digest)
                : MultipartChecksum.FullObject(Value.Algorithm, ranges);
            return actual == Value || (ranges.Count == 1 && Checksum.OfDigest(Value.Algorithm, ranges[0].Digest).IsKeptAs(Value))
                ? new Verdict.ChecksumAgrees(Value, Value)
                : new Verdict.Disagrees(Value.Algorithm.WireName(), Value.ToString(), actual.ToString());
        }
    }
}
