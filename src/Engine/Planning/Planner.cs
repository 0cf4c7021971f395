using S3Sync.Entries;
using S3Sync.Problems;

namespace S3Sync.Planning;

/// <summary>
/// Turns a pair into an action with its reason. It reads, never writes; what only content can tell is left to the workers
/// (<see cref="PlannedAction.Compare"/>), so this runs in key order without waiting.
/// </summary>
/// <param name="filter">Which source keys take part.</param>
/// <param name="comparison">What makes a pair different.</param>
/// <param name="refusal">Called for every source entry that takes part, in key order: why the target cannot hold it; null when it can.</param>
/// <param name="deletes">Whether target entries without a source are to be deleted.</param>
internal sealed class Planner(EntryFilter filter, IComparison comparison, Func<Entry, Problem?> refusal, bool deletes)
{
    /// <summary>What is to be done with one pair. Call it in key order.</summary>
    public PlannedAction Decide(EntryPair pair)
    {
        if (OwnObjects.Contains(pair.Key))
        {
            return PlannedAction.Nothing.Instance;
        }

        return (pair.Source, pair.Target) switch
        {
            (Withheld place, _) => new PlannedAction.Withhold(place, AtSource: true, place.MakesListingIncomplete ? null : filter.Dropping(place.Key)),
            (null, Withheld place) => new PlannedAction.Withhold(place, AtSource: false),
            (null, Entry target) => DecideTargetOnly(target),
            (Entry source, var target) => DecideSource(source, target),
            _ => PlannedAction.Nothing.Instance,
        };
    }

    /// <summary>Settles a <see cref="PlannedAction.Compare"/> by content.</summary>
    public async Task<PlannedAction> SettleAsync(PlannedAction.Compare undecided, CancellationToken cancellationToken) =>
        Act(undecided.Source, undecided.Target, await comparison.FromContentAsync(undecided.Source, undecided.Target, cancellationToken));

    private PlannedAction DecideTargetOnly(Entry target)
    {
        if (!deletes)
        {
            return PlannedAction.Nothing.Instance;
        }

        // A folder goes only when the run's own deletes have emptied it; a filter has no say in that.
        return target.Kind != EntryKind.Folder && filter.Dropping(target.Key) is { } judge
            ? new PlannedAction.Skip(target.Key, judge, "only at the target, and protected from deletion because the filter leaves it out")
            : new PlannedAction.Delete(target);
    }

    private PlannedAction DecideSource(Entry source, Listed? target)
    {
        // A local folder stands for its marker at the target, so that the marker is not deleted while the folder exists; it is never uploaded.
        if (source.Kind == EntryKind.Folder)
        {
            return PlannedAction.Nothing.Instance;
        }

        if (filter.Dropping(source.Key) is { } judge)
        {
            return new PlannedAction.Skip(source.Key, judge, "left out by the filter");
        }

        if (refusal(source) is { } problem)
        {
            return new PlannedAction.Refuse(source.Key, problem);
        }

        return target switch
        {
            Entry { Kind: EntryKind.Folder } when source.Kind == EntryKind.Marker => new PlannedAction.Skip(source.Key, comparison.Judge, "the folder is there"),
            Entry { Kind: EntryKind.Link } link => new PlannedAction.Transfer(source, link, Reason.TargetIsLink),
            Entry entry => Act(source, entry, comparison.FromListing(source, entry)),
            _ => new PlannedAction.Transfer(source, null, Reason.Missing),
        };
    }

    private PlannedAction Act(Entry source, Entry target, Finding finding) => finding.Kind switch
    {
        FindingKind.Same => new PlannedAction.Skip(source.Key, comparison.Judge, "the same as the target"),
        FindingKind.Different => new PlannedAction.Transfer(source, target, finding.Reason),
        _ => new PlannedAction.Compare(source, target),
    };
}
