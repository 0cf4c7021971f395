using S3Sync.Entries;

namespace S3Sync.Planning;

/// <summary>One rule that tells whether a source entry differs from its target entry.</summary>
internal interface IComparison
{
    /// <summary>The rule's name in <c>object filtered.</c> events.</summary>
    string Judge { get; }

    /// <summary>What the listings alone tell.</summary>
    Finding FromListing(Entry source, Entry target);

    /// <summary>What content or a HEAD tells; called only after <see cref="FromListing"/> gave <see cref="Finding.Unknown"/>.</summary>
    Task<Finding> FromContentAsync(Entry source, Entry target, CancellationToken cancellationToken);
}

/// <summary>What a comparison found.</summary>
/// <param name="Kind">Same, different or not told by what was looked at.</param>
/// <param name="Reason">Why they differ.</param>
internal readonly record struct Finding(FindingKind Kind, Reason Reason = default)
{
    /// <summary>They are the same by this rule.</summary>
    public static Finding Same => new(FindingKind.Same);

    /// <summary>Only content can tell.</summary>
    public static Finding Unknown => new(FindingKind.Unknown);

    /// <summary>They differ.</summary>
    public static Finding Different(Reason reason) => new(FindingKind.Different, reason);
}

/// <summary>The kinds of findings.</summary>
internal enum FindingKind
{
    /// <summary>No transfer is needed.</summary>
    Same,

    /// <summary>A transfer is needed.</summary>
    Different,

    /// <summary>What was looked at does not tell.</summary>
    Unknown,
}
