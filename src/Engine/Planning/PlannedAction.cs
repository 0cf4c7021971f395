using S3Sync.Entries;
using S3Sync.Planning.Comparing;
using S3Sync.Planning.Versions;
using S3Sync.Problems;
using S3Sync.Reporting;

namespace S3Sync.Planning;

/// <summary>What is to be done with one pair. Cases are values; carrying them out belongs to the transfers.</summary>
internal abstract record PlannedAction
{
    private PlannedAction()
    {
    }

    /// <summary>Move the source entry to the target, which was listed as <paramref name="Target"/>; null when it has none.</summary>
    public sealed record Transfer(Entry Source, Entry? Target, Reason Reason) : PlannedAction
    {
        /// <summary>What was compared beyond the listings; null when nothing was.</summary>
        public ComparedValues? Values { get; init; }
    }

    /// <summary>Only content, a HEAD or a look at the target can tell what is to be done; the target is null when it was not listed.</summary>
    public sealed record Compare(Entry Source, Entry? Target) : PlannedAction;

    /// <summary>The content is the same, which <paramref name="Same"/> says; whether the tags are, only asking tells.</summary>
    public sealed record CompareTags(Entry Source, Entry Target, Skip Same) : PlannedAction;

    /// <summary>Write these tags to the target and nothing else; none removes all.</summary>
    public sealed record Retag(Skip Same, Entry Source, Entry Target, IReadOnlyList<KeyValuePair<string, string>> Tags) : PlannedAction;

    /// <summary>Give the target object other headers; its content is the same, which <paramref name="Same"/> says.</summary>
    public sealed record Restamp(Skip Same, Entry Source, Entry Target, IRestamp Stamp) : PlannedAction;

    /// <summary>Bring the target's versions of a key up to the source's; which of them it has may have to be asked.</summary>
    /// <param name="Source">The source's versions.</param>
    /// <param name="Target">The target's; null when it has none.</param>
    /// <param name="Dropped">The source's versions that a filter leaves out.</param>
    public sealed record Histories(VersionHistory Source, VersionHistory? Target, IReadOnlyDictionary<Entry, FilterRule> Dropped) : PlannedAction;

    /// <summary>Carry out what was found for the versions of a key, one after the other.</summary>
    public sealed record Replay(string Key, VersionPlan Plan) : PlannedAction;

    /// <summary>Leave the pair as it is, and say why.</summary>
    public sealed record Skip(string Key, string Judge, string Why) : PlannedAction
    {
        /// <summary>What the source has; null when it has nothing.</summary>
        public Entry? Source { get; init; }

        /// <summary>What the target has; null when it has nothing, or that was not looked at.</summary>
        public Entry? Target { get; init; }

        /// <summary>What the filter that decided was set to; null when none did.</summary>
        public string? Setting { get; init; }

        /// <summary>What was compared beyond the listings; null when nothing was.</summary>
        public ComparedValues? Values { get; init; }

        /// <summary>Both are there, and were found the same.</summary>
        public bool IsSame { get; init; }

        /// <summary>They are the same by their content, not only by time or size.</summary>
        public bool IsProvenByContent { get; init; }

        /// <summary>What was computed for the pair's file when it was compared; null when it was not read.</summary>
        public HashedContent? Content { get; init; }

        /// <summary>The same as a fact about the run.</summary>
        public SyncEvent.Skipped ToEvent() => new(Key, Judge, Why)
        {
            Source = Source,
            Target = Target,
            Setting = Setting,
            ChecksumAlgorithm = Values?.Algorithm,
            SourceChecksum = Values?.Source,
            TargetChecksum = Values?.Target,
        };
    }

    /// <summary>Delete the target entry, last.</summary>
    public sealed record Delete(Entry Target) : PlannedAction;

    /// <summary>The source entry cannot be taken to the target; what it stands for there is protected.</summary>
    public sealed record Refuse(string Key, Problem Problem) : PlannedAction;

    /// <summary>A place that could not or must not be listed; a filter that leaves it out makes its problem nobody's business.</summary>
    public sealed record Withhold(Withheld Place, bool AtSource, string? Filter = null) : PlannedAction;

    /// <summary>The target alone has it, which is reported and left.</summary>
    public sealed record Extra(Entry Target) : PlannedAction;

    /// <summary>How both sides stand, which is all that was asked for.</summary>
    public sealed record Report(IReadOnlyList<SyncEvent.Compared> Facts) : PlannedAction;

    /// <summary>Nothing to do and nothing to say: a folder, a run's own object.</summary>
    public sealed record Nothing : PlannedAction
    {
        /// <summary>The one instance.</summary>
        public static readonly Nothing Instance = new();
    }
}
