using S3Sync.Options;

namespace S3Sync.Planning;

/// <summary>What a plan is made by, beside filters and the comparison.</summary>
internal sealed record PlanRules
{
    /// <summary>Target entries without a source are deleted.</summary>
    public bool Deletes { get; init; }

    /// <summary>Also those that an expression leaves out.</summary>
    public bool DeletesExcluded { get; init; }

    /// <summary>The target is listed and paired with the source.</summary>
    public bool ListsTarget { get; init; } = true;

    /// <summary>What the listing of the target tells is compared; otherwise all that the filters leave is transferred or looked up.</summary>
    public bool TrustsListing { get; init; } = true;

    /// <summary>The target is asked for each entry that would be transferred, and the answer is what is compared.</summary>
    public bool LooksUp { get; init; }

    /// <summary>Nothing is transferred: what is the same, different or on one side only is reported.</summary>
    public bool Reports { get; init; }

    /// <summary>The rules that were asked for.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="sourceIsFile">The source is a single file: a whole listing of the target would tell of it alone.</param>
    public static PlanRules Of(SyncOptions options, bool sourceIsFile)
    {
        var compare = options.Compare;

        // What was current at an instant is older than what the target has: by time alone it would never be transferred.
        var goesBack = options.Versions.PointInTime is not null && compare.Rule is CompareRule.TimeAndSize && !compare.HeadEachTarget;
        var trusts = !(compare.RemoveModifiedFilter || goesBack) || options.Status.Enabled;

        // A write bound to what was seen needs to have seen it.
        var lists = !sourceIsFile && (trusts || options.Delete.Enabled || options.Transfer.IfMatch);
        return new()
        {
            Deletes = options.Delete.Enabled && !options.Status.Enabled,
            DeletesExcluded = options.Delete.DeleteExcluded,
            ListsTarget = lists,
            TrustsListing = trusts && lists,
            LooksUp = compare.HeadEachTarget || ((trusts || options.Transfer.IfMatch) && !lists) || (!trusts && compare.Rule is CompareRule.Checksum),
            Reports = options.Status.Enabled,
        };
    }
}
