using S3Sync.Entries;
using S3Sync.Integrity;

namespace S3Sync.Planning.Comparing;

/// <summary>One rule that tells whether a source entry differs from its target entry.</summary>
internal interface IComparison
{
    /// <summary>The rule's name in <c>object filtered.</c> events.</summary>
    string Judge { get; }

    /// <summary>What the listings alone tell.</summary>
    Finding FromListing(Entry source, Entry target);

    /// <summary>What content or a HEAD tells; called only after <see cref="FromListing"/> gave <see cref="Finding.Unknown"/>.</summary>
    /// <exception cref="Storage.StorageException">A side cannot be asked; <see cref="Storage.FailureKind.TargetMoved"/> when the target is another one by now.</exception>
    Task<Finding> FromContentAsync(Entry source, Entry target, CancellationToken cancellationToken);
}

/// <summary>What a comparison found.</summary>
/// <param name="Kind">Same, different or not told by what was looked at.</param>
/// <param name="Reason">Why they differ.</param>
internal readonly record struct Finding(FindingKind Kind, Reason Reason = default)
{
    /// <summary>They are the same by this rule.</summary>
    public static Finding Same => new(FindingKind.Same);

    /// <summary>Their contents are the same.</summary>
    public static Finding SameContent => new(FindingKind.Same) { IsOfContent = true };

    /// <summary>Only content can tell.</summary>
    public static Finding Unknown => new(FindingKind.Unknown);

    /// <summary>Who found it, when that is not the rule itself.</summary>
    public string? Judge { get; init; }

    /// <summary>What was compared beyond the listing; null when nothing was.</summary>
    public ComparedValues? Values { get; init; }

    /// <summary>It is of the content, not only of times or sizes.</summary>
    public bool IsOfContent { get; init; }

    /// <summary>What was computed for the pair's file; null when it was not read.</summary>
    public HashedContent? Content { get; init; }

    /// <summary>They differ.</summary>
    public static Finding Different(Reason reason) => new(FindingKind.Different, reason);
}

/// <summary>The two values that a comparison of content looked at.</summary>
/// <param name="Algorithm">The checksum's algorithm; null for ETags.</param>
/// <param name="Source">The source's; null when it has none or is only known to differ.</param>
/// <param name="Target">The target's; null when it has none or is only known to differ.</param>
internal sealed record ComparedValues(ChecksumAlgorithm? Algorithm, string? Source, string? Target);

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
