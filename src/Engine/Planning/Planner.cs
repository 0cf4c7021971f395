using S3Sync.Entries;
using S3Sync.Patterns.Globs;
using S3Sync.Planning.Comparing;
using S3Sync.Problems;
using S3Sync.Storage;

namespace S3Sync.Planning;

/// <summary>
/// Turns a pair into an action with its reason. It reads, never writes; what only content can tell is left to the workers
/// (<see cref="PlannedAction.Compare"/>), so this runs in key order without waiting.
/// </summary>
/// <param name="filter">Which source entries take part.</param>
/// <param name="comparison">What makes a pair different.</param>
/// <param name="refusal">Called for every source entry that takes part, in key order: why the target cannot hold it; null when it can.</param>
/// <param name="rules">What else the plan is made by.</param>
internal sealed class Planner(EntryFilter filter, IComparison comparison, Func<Entry, Problem?> refusal, PlanRules rules)
{
    /// <summary>The filter by what a listing does not tell; null when none was asked for.</summary>
    public DetailFilter? Details { get; init; }

    /// <summary>The source, which is asked whether an archived object was restored; null when it has none.</summary>
    public IStore? Source { get; init; }

    /// <summary>The target, for <see cref="PlanRules.LooksUp"/>; null when it is never asked.</summary>
    public IStore? Target { get; init; }

    /// <summary>Compares tags where nothing else differs; null when they are not compared.</summary>
    public TagComparison? Tags { get; init; }

    /// <summary>Compares headers with what rules say, where the content is the same; null when they are not compared.</summary>
    public IHeaderCheck? Headers { get; init; }

    /// <summary>What is never deleted at the target; null when that is said of nothing.</summary>
    public GlobSet? Protected { get; init; }

    /// <summary>Why a source entry with a key cannot have its place at the target, which a file of the run itself has; null when none has.</summary>
    public Func<string, Problem?> Hidden { get; init; } = static _ => null;

    /// <summary>What is to be done with one pair. Call it in key order.</summary>
    public PlannedAction Decide(EntryPair pair) => WithTags(DecidePair(pair));

    private PlannedAction DecidePair(EntryPair pair)
    {
        if (OwnObjects.Contains(pair.Key))
        {
            return PlannedAction.Nothing.Instance;
        }

        if (pair.Source is Entry or VersionHistory && Hidden(pair.Key) is { } hidden && filter.DroppingKey(pair.Key) is null)
        {
            return new PlannedAction.Withhold(new Withheld(pair.Key, hidden, MakesListingIncomplete: false) { IsWarning = true }, AtSource: true);
        }

        return (pair.Source, pair.Target) switch
        {
            (Withheld place, _) => new PlannedAction.Withhold(place, AtSource: true, place.MakesListingIncomplete ? null : filter.DroppingKey(place.Key)?.Name),
            (null, Withheld place) => new PlannedAction.Withhold(place, AtSource: false),
            (null, Entry target) => DecideTargetOnly(target),
            (VersionHistory source, var target) => DecideVersions(source, target as VersionHistory),
            (Entry source, var target) => DecideSource(source, target),
            _ => PlannedAction.Nothing.Instance,
        };
    }

    /// <summary>Whether workers have to ask something before this can be carried out.</summary>
    public bool IsOpen(PlannedAction action) =>
        rules.Reports || action is PlannedAction.Compare or PlannedAction.CompareTags || ChecksHeaders(action) || (action is PlannedAction.Transfer { Source: var source } && (Details is not null || source.IsArchived));

    /// <summary>Settles what the listings did not: by content, by a look at the target, and by the filters that need to ask.</summary>
    public async Task<PlannedAction> SettleAsync(PlannedAction action, CancellationToken cancellationToken)
    {
        // A report is of what takes part, the same or not.
        if (rules.Reports && Details is not null && SourceOf(action) is { } judged && await Details.DroppingAsync(judged, cancellationToken) is { } dropping)
        {
            return Dropped(judged, dropping);
        }

        var settled = WithTags(action is PlannedAction.Compare undecided ? await CompareAsync(undecided, cancellationToken) : action);
        if (settled is PlannedAction.CompareTags pair)
        {
            settled = await SettleTagsAsync(pair, cancellationToken);
        }

        if (ChecksHeaders(settled))
        {
            return await SettleHeadersAsync(settled, cancellationToken);
        }

        if (rules.Reports || settled is not PlannedAction.Transfer { Source: var source, Target: var target })
        {
            return settled;
        }

        if (Details is not null && await Details.DroppingAsync(source, cancellationToken) is { } rule)
        {
            return Dropped(source, rule) with { Target = target };
        }

        return !source.IsArchived || Source is null || !(await Source.DescribeAsync(source, new() { Stored = true }, cancellationToken)).IsArchived
            ? settled
            : throw new StorageException(RunProblems.SourceArchived(source.Key), FailureKind.Archived);
    }

    /// <summary>The source entry that an action for workers is about.</summary>
    public static Entry? SourceOf(PlannedAction action) => action switch
    {
        PlannedAction.Compare compare => compare.Source,
        PlannedAction.CompareTags compare => compare.Source,
        PlannedAction.Transfer transfer => transfer.Source,
        PlannedAction.Skip skip => skip.Source,
        _ => null,
    };

    /// <summary>Leaves out what a filter drops.</summary>
    public static PlannedAction.Skip Dropped(Entry entry, FilterRule rule) =>
        new(entry.Key, rule.Name, "left out by the filter") { Source = entry, Setting = rule.Setting };

    private async Task<PlannedAction> SettleTagsAsync(PlannedAction.CompareTags pair, CancellationToken cancellationToken)
    {
        if (Details is not null && await Details.DroppingAsync(pair.Source, cancellationToken) is { } rule)
        {
            return Dropped(pair.Source, rule) with { Target = pair.Target };
        }

        try
        {
            return await Tags!.CompareAsync(pair, cancellationToken); // planned only with it
        }
        catch (StorageException failure) when (failure.Kind == FailureKind.TargetMoved)
        {
            return await SettleAsync(new PlannedAction.Transfer(pair.Source, null, Reason.Missing), cancellationToken);
        }
    }

    // What a report tells is not checked by what rules say: nothing would come of it.
    private bool ChecksHeaders(PlannedAction action) => Headers is not null && !rules.Reports
        && action is PlannedAction.Skip { IsSame: true, Source.Rules: not null, Target: not null } or PlannedAction.Retag { Source.Rules: not null };

    private async Task<PlannedAction> SettleHeadersAsync(PlannedAction same, CancellationToken cancellationToken)
    {
        var (skip, tags) = same is PlannedAction.Retag retag ? (retag.Same, retag.Tags) : ((PlannedAction.Skip)same, null);
        var source = skip.Source!; // both are there
        if (Details is not null && tags is null && await Details.DroppingAsync(source, cancellationToken) is { } rule)
        {
            return Dropped(source, rule) with { Target = skip.Target };
        }

        try
        {
            var settled = await Headers!.CheckAsync(skip, tags, cancellationToken); // checked only with it
            return settled is PlannedAction.Skip && tags is not null ? same : settled;
        }
        catch (StorageException failure) when (failure.Kind == FailureKind.Gone)
        {
            return await SettleAsync(new PlannedAction.Transfer(source, null, Reason.Missing), cancellationToken);
        }
    }

    // Of tags that a rule says, the source's are no measure.
    private PlannedAction WithTags(PlannedAction action) =>
        Tags is not null && !rules.Reports && action is PlannedAction.Skip { IsSame: true, Source: { } source, Target: { } target } same && source.Rules?.Fields.Tags is null
            ? new PlannedAction.CompareTags(source, target, same)
            : action;

    private PlannedAction DecideTargetOnly(Entry target)
    {
        if (rules.Reports)
        {
            return target.Kind == EntryKind.Folder || filter.DroppingKey(target.Key) is not null ? PlannedAction.Nothing.Instance : new PlannedAction.Extra(target);
        }

        if (!rules.Deletes)
        {
            return PlannedAction.Nothing.Instance;
        }

        if (Protected?.Covers(target.Key) == true)
        {
            return target.Kind == EntryKind.Folder ? PlannedAction.Nothing.Instance
                : new PlannedAction.Skip(target.Key, "ProtectFilter", "only at the target, and protected from deletion") { Target = target, Setting = Protected.ToString() };
        }

        // A folder goes only when the run's own deletes have emptied it; a filter has no say in that.
        return target.Kind != EntryKind.Folder && !rules.DeletesExcluded && filter.DroppingKey(target.Key) is { } rule
            ? new PlannedAction.Skip(target.Key, rule.Name, "only at the target, and protected from deletion because the filter leaves it out") { Target = target, Setting = rule.Setting }
            : new PlannedAction.Delete(target);
    }

    // Each version is judged by itself; one that a filter leaves out stays out of the target's history.
    private PlannedAction.Histories DecideVersions(VersionHistory source, VersionHistory? target)
    {
        var dropped = new Dictionary<Entry, FilterRule>(ReferenceEqualityComparer.Instance);
        foreach (var version in source.Versions)
        {
            if (filter.Dropping(version) is { } rule)
            {
                dropped.Add(version, rule);
            }
        }

        return new(source, target, dropped);
    }

    private PlannedAction DecideSource(Entry source, Listed? target)
    {
        // A local folder stands for its marker at the target, so that the marker is not deleted while the folder exists; it is never uploaded.
        if (source.Kind == EntryKind.Folder)
        {
            return PlannedAction.Nothing.Instance;
        }

        if (filter.Dropping(source) is { } rule)
        {
            return Dropped(source, rule) with { Target = target as Entry };
        }

        if (refusal(source) is { } problem)
        {
            return new PlannedAction.Refuse(source.Key, problem);
        }

        return rules.TrustsListing ? Compare(source, target as Entry, lookUp: rules.LooksUp)
            : rules.LooksUp ? new PlannedAction.Compare(source, target as Entry)
            : new PlannedAction.Transfer(source, target as Entry, Reason.Asked);
    }

    // With a look at the target to come, the listing is believed only when it says that nothing is to be done.
    private PlannedAction Compare(Entry source, Entry? target, bool lookUp)
    {
        var action = target switch
        {
            { Kind: EntryKind.Folder } when source.Kind == EntryKind.Marker => new PlannedAction.Skip(source.Key, comparison.Judge, "the folder is there") { Source = source, Target = target, IsSame = true },
            { Kind: EntryKind.Link } link => new PlannedAction.Transfer(source, link, Reason.TargetIsLink),
            { } entry => Act(source, entry, comparison.FromListing(source, entry)),
            null => new PlannedAction.Transfer(source, null, Reason.Missing),
        };
        return lookUp && action is PlannedAction.Transfer ? new PlannedAction.Compare(source, target) : action;
    }

    private PlannedAction Act(Entry source, Entry target, Finding finding) => finding.Kind switch
    {
        FindingKind.Same => new PlannedAction.Skip(source.Key, finding.Judge ?? comparison.Judge, "the same as the target") { Source = source, Target = target, Values = finding.Values, IsSame = true, IsProvenByContent = finding.IsOfContent, Content = finding.Content },
        FindingKind.Different => new PlannedAction.Transfer(source, target, finding.Reason) { Values = finding.Values },
        _ => new PlannedAction.Compare(source, target),
    };

    private async Task<PlannedAction> CompareAsync(PlannedAction.Compare undecided, CancellationToken cancellationToken)
    {
        var (source, listed) = undecided;
        PlannedAction? byListing = null;
        if (rules.TrustsListing && listed is not null && comparison.FromListing(source, listed).Kind == FindingKind.Unknown)
        {
            byListing = await CompareContentAsync(source, listed, cancellationToken);
            if (!rules.LooksUp || byListing is PlannedAction.Skip)
            {
                return byListing;
            }
        }

        var found = Target is null ? listed : await Target.FindAsync(source.Key, cancellationToken);
        if (byListing is not null && found is not null && listed is not null && IsSame(found, listed))
        {
            return byListing; // content need not be read twice
        }

        var action = Compare(source, found, lookUp: false);
        return action is PlannedAction.Compare { Target: { } entry } ? await CompareContentAsync(source, entry, cancellationToken) : action;
    }

    private static bool IsSame(Entry found, Entry listed) =>
        found.Kind == listed.Kind && found.Size == listed.Size && found.ETag == listed.ETag
        && found.Modified.ToUnixTimeSeconds() == listed.Modified.ToUnixTimeSeconds();

    private async Task<PlannedAction> CompareContentAsync(Entry source, Entry target, CancellationToken cancellationToken)
    {
        try
        {
            return Act(source, target, await comparison.FromContentAsync(source, target, cancellationToken));
        }
        catch (StorageException failure) when (failure.Kind == FailureKind.TargetMoved)
        {
            return new PlannedAction.Transfer(source, target, Reason.Missing);
        }
    }
}
