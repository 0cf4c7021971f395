using S3Sync.Entries;
using S3Sync.Options;
using S3Sync.Planning.Comparing;
using S3Sync.Reporting;
using S3Sync.Storage;

namespace S3Sync.Planning;

/// <summary>Tells how both sides stand to each other in place of what is to be done: content by the comparison that was asked for, then metadata and tags.</summary>
internal sealed class StatusJudge(Planner planner, IStore source, IStore target, SyncOptions options)
{
    // What this tool adds itself: "docs/compatibility.md", metadata.
    private const string OwnMetadata = "s3sync_origin_";

    private readonly StatusKind _kind = options.Compare.Rule switch
    {
        CompareRule.Size => StatusKind.Size,
        CompareRule.Checksum or CompareRule.TimeAndChecksum => StatusKind.Checksum,
        _ => StatusKind.ETag,
    };

    /// <summary>What the target has alone.</summary>
    public static SyncEvent.Compared Extra(Entry entry) =>
        new(entry.Key, StatusKind.Existence, SyncStatus.Extra, "only at the target") { Target = entry };

    /// <summary>The facts about one pair.</summary>
    /// <exception cref="StorageException">A side cannot be asked, or the source is gone.</exception>
    public async Task<PlannedAction> JudgeAsync(PlannedAction action, CancellationToken cancellationToken)
    {
        switch (await planner.SettleAsync(action, cancellationToken))
        {
            case PlannedAction.Skip { IsSame: true, Source: { } left, Target: { } right } same:
                return await WithDetailsAsync(Told(left, right, _kind, SyncStatus.Matches, same.Why, same.Values), left, right, cancellationToken);
            case PlannedAction.Transfer { Source: var left, Target: null, Reason: var reason }:
                return new PlannedAction.Report([Told(left, null, StatusKind.Existence, SyncStatus.NotFound, reason.InWords(), null)]);
            case PlannedAction.Transfer { Source: var left, Target: { } right, Reason: Reason.Missing }:
                return new PlannedAction.Report([Told(left, right, StatusKind.Existence, SyncStatus.NotFound, "gone from the target since it was listed", null)]);
            case PlannedAction.Transfer { Source: var left, Target: { } right, Reason: var reason } differs:
                var status = reason is Reason.ETagTellsNothing or Reason.ChecksumMissing ? SyncStatus.Unknown : SyncStatus.Mismatch;
                return await WithDetailsAsync(Told(left, right, _kind, status, reason.InWords(), differs.Values), left, right, cancellationToken);
            case var other:
                return other;
        }
    }

    private async Task<PlannedAction> WithDetailsAsync(SyncEvent.Compared content, Entry left, Entry right, CancellationToken cancellationToken)
    {
        List<SyncEvent.Compared> facts = [content];
        if (options.Status.Metadata)
        {
            var needs = new DetailNeeds { Stored = true };
            var (mine, theirs) = (MetadataOf(await source.DescribeAsync(left, needs, cancellationToken)), MetadataOf(await target.DescribeAsync(right, needs, cancellationToken)));
            facts.Add(Differing(left, right, StatusKind.Metadata, mine, theirs));
        }

        if (options.Status.Tagging)
        {
            var needs = new DetailNeeds { Tags = true };
            var (mine, theirs) = ((await source.DescribeAsync(left, needs, cancellationToken)).Tags, (await target.DescribeAsync(right, needs, cancellationToken)).Tags);
            facts.Add(Differing(left, right, StatusKind.Tagging, mine, theirs));
        }

        return new PlannedAction.Report(facts);
    }

    private static SyncEvent.Compared Differing(
        Entry left, Entry right, StatusKind kind, IEnumerable<KeyValuePair<string, string>> mine, IEnumerable<KeyValuePair<string, string>> theirs)
    {
        var names = mine.Except(theirs).Concat(theirs.Except(mine)).Select(pair => pair.Key).Distinct().Order(StringComparer.Ordinal).ToList();
        return Told(left, right, kind, names.Count == 0 ? SyncStatus.Matches : SyncStatus.Mismatch, names.Count == 0 ? "the same" : "different: " + string.Join(", ", names), null);
    }

    private static IEnumerable<KeyValuePair<string, string>> MetadataOf(EntryDetails details) =>
    [
        .. details.ContentType is { } type ? [KeyValuePair.Create("Content-Type", type)] : Array.Empty<KeyValuePair<string, string>>(),
        .. details.Headers,
        .. details.UserMetadata.Where(pair => !pair.Key.StartsWith(OwnMetadata, StringComparison.Ordinal)).Select(pair => KeyValuePair.Create("x-amz-meta-" + pair.Key, pair.Value)),
    ];

    private static SyncEvent.Compared Told(Entry left, Entry? right, StatusKind kind, SyncStatus status, string reason, ComparedValues? values) => new(left.Key, kind, status, reason)
    {
        Source = left,
        Target = right,
        ChecksumAlgorithm = values?.Algorithm,
        SourceChecksum = values?.Source,
        TargetChecksum = values?.Target,
    };
}
