using System.Runtime.CompilerServices;
using S3Sync.Entries;
using S3Sync.Entries.Rules;
using S3Sync.Hashes;
using S3Sync.Reporting;

namespace S3Sync.Planning;

/// <summary>Takes planned actions in key order: tells what needs no worker, keeps the deletes for the end, and passes on what workers carry out.</summary>
internal sealed class ActionSorter(Planner planner, DeleteList deletes, DeleteGuard guard, RunLedger ledger, Func<string, string> protectedKey)
{
    /// <summary>What earlier runs remember of local files; null when nothing is remembered.</summary>
    public HashCache? Hashes { get; init; }

    /// <summary>The rules of what objects are written with; null when there are none.</summary>
    public RuleSet? Rules { get; init; }

    private readonly bool _keepsRecords = ledger.KeepsRecords;

    /// <summary>The actions for workers: transfers and comparisons.</summary>
    public async IAsyncEnumerable<PlannedAction> SortAsync(IAsyncEnumerable<EntryPair> pairs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var pair in pairs.WithCancellation(cancellationToken))
        {
            guard.Saw(pair.Source);
            if (pair is { Source: not null, Target: Withheld hidden })
            {
                await TellAsync(new PlannedAction.Withhold(hidden, AtSource: false));
            }

            var known = Hashes?.Attach(pair) ?? pair;
            var action = planner.Decide(Rules?.Attach(known) ?? known);
            switch (action)
            {
                case PlannedAction.Transfer or PlannedAction.Compare or PlannedAction.CompareTags or PlannedAction.Histories:
                case PlannedAction.Skip { IsSame: true } when _keepsRecords || planner.IsOpen(action):
                    yield return action;
                    break;
                case PlannedAction.Delete delete:
                    deletes.Add(delete.Target);
                    break;
                default:
                    await TellAsync(action);
                    break;
            }
        }

        ledger.Meter.PlanComplete();
    }

    private async ValueTask TellAsync(PlannedAction action)
    {
        switch (action)
        {
            case PlannedAction.Skip skip:
                ProtectOtherForm(skip.Key);
                await ledger.TellAsync(skip.ToEvent());
                break;
            case PlannedAction.Extra extra:
                await ledger.TellAsync(StatusJudge.Extra(extra.Target));
                break;
            case PlannedAction.Refuse refuse:
                guard.Protect(protectedKey(refuse.Key));
                await ledger.RefusedAsync(refuse.Key, refuse.Problem);
                break;
            case PlannedAction.Withhold withhold:
                await WithholdAsync(withhold);
                break;
        }
    }

    private async ValueTask WithholdAsync(PlannedAction.Withhold withhold)
    {
        var place = withhold.Place;
        if (place.Key.Length == 0 && !withhold.AtSource)
        {
            return; // An object with the target prefix's own name is nobody's business here.
        }

        guard.Protect(place.Key);
        if (place.MakesListingIncomplete)
        {
            guard.ListingIncomplete(withhold.AtSource ? "source" : "target");
        }

        var fails = place.MakesListingIncomplete || (withhold.AtSource && !place.IsWarning && withhold.Filter is null);
        if (fails && place.Problem is { } problem)
        {
            await ledger.RefusedAsync(place.Key, problem);
            return;
        }

        await ledger.TellAsync(place.Problem is null ? new SyncEvent.Skipped(place.Key, "IgnoredLink", "a symbolic link, left out as asked")
            : withhold.Filter is { } filter ? new SyncEvent.Skipped(place.Key, filter, "left out by the filter")
            : new SyncEvent.Warned(place.Key, place.Problem));
    }

    // A filtered key such as "a//b" has no pair at a directory, but what it stands for there is "a/b".
    private void ProtectOtherForm(string key)
    {
        var form = protectedKey(key);
        if (!ReferenceEquals(form, key) && form != key)
        {
            guard.Protect(form);
        }
    }
}
