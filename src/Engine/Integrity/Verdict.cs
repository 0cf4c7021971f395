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

    /// <summary>Nothing stored can settle it, or what could was not to be compared.</summary>
    /// <param name="Why">The reason, in words.</param>
    /// <param name="WasAskedFor">The options leave nothing to compare: whoever chose them need not be warned.</param>
    public sealed record Unsettled(string Why, bool WasAskedFor = false) : Verdict;
}
