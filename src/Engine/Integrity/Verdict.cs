namespace S3Sync.Integrity;

/// <summary>What comparing content with stored evidence gave.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>The ETag that the content has is the stored one.</summary>
    public sealed record ETagAgrees(ETag Source, ETag Target) : Verdict;

    /// <summary>The checksum that the content has is the stored one.</summary>
    public sealed record ChecksumAgrees(Checksum Source, Checksum Target) : Verdict;

    /// <summary>The content is not what was stored.</summary>
    public sealed record Disagrees(string What, string Expected, string Actual) : Verdict;

    /// <summary>Nothing stored can settle it.</summary>
    public sealed record Unsettled(string Why) : Verdict;
}
