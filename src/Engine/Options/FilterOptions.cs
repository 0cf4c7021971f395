namespace S3Sync.Options;

/// <summary>Which source entries take part; judged after pairing, on the relative key.</summary>
public sealed record FilterOptions
{
    /// <summary>Keep a key only when this matches somewhere in it.</summary>
    public string? IncludeRegex { get; init; }

    /// <summary>Drop a key when this matches somewhere in it.</summary>
    public string? ExcludeRegex { get; init; }

    /// <summary>Drop a key that one of these globs matches, or that is below a folder that one matches.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Keep what was modified before this instant.</summary>
    public DateTimeOffset? MtimeBefore { get; init; }

    /// <summary>Keep what was modified at this instant or later.</summary>
    public DateTimeOffset? MtimeAfter { get; init; }

    /// <summary>Keep what has fewer bytes.</summary>
    public long? SmallerSize { get; init; }

    /// <summary>Keep what has as many bytes or more.</summary>
    public long? LargerSize { get; init; }

    /// <summary>Keep an object only when this matches somewhere in its Content-Type (the guessed one of a file).</summary>
    public string? IncludeContentTypeRegex { get; init; }

    /// <summary>Drop an object when this matches somewhere in its Content-Type.</summary>
    public string? ExcludeContentTypeRegex { get; init; }

    /// <summary>Keep an object only when this matches somewhere in its user metadata, written as sorted <c>name=value,name=value</c>.</summary>
    public string? IncludeMetadataRegex { get; init; }

    /// <summary>Drop an object when this matches somewhere in its user metadata, written as sorted <c>name=value,name=value</c>.</summary>
    public string? ExcludeMetadataRegex { get; init; }

    /// <summary>Keep an object only when this matches somewhere in its tags, written as sorted <c>name=value&amp;name=value</c>.</summary>
    public string? IncludeTagRegex { get; init; }

    /// <summary>Drop an object when this matches somewhere in its tags, written as sorted <c>name=value&amp;name=value</c>.</summary>
    public string? ExcludeTagRegex { get; init; }

    /// <summary>Do not warn of objects that are archived (Glacier) and cannot be read; they are left out all the same.</summary>
    public bool IgnoreGlacierWarnings { get; init; }
}
