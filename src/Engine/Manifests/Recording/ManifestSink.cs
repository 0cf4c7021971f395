using S3Sync.Reporting;

namespace S3Sync.Manifests.Recording;

/// <summary>Gathers what a manifest says of objects from what a run tells. The record must be whole, so a failure of it ends the run.</summary>
internal sealed class ManifestSink(ManifestDraft draft) : IEventSink
{
    /// <inheritdoc/>
    public bool IsAudit => true;

    /// <inheritdoc/>
    public EventDetails Wants => EventDetails.Records;

    /// <inheritdoc/>
    public void Emit(SyncEvent syncEvent)
    {
        switch (syncEvent)
        {
            case SyncEvent.Transferred { DryRun: false } e:
                Add(e.Key, ManifestAction.Transferred, e.Reason, e.Record ?? new() { Size = e.Size });
                break;
            case SyncEvent.Restamped { DryRun: false, Record: { } record } e:
                Add(e.Key, ManifestAction.Restamped, e.Reason, record);
                break;
            case SyncEvent.Retagged { DryRun: false, Record: { } record } e:
                Add(e.Key, ManifestAction.Retagged, e.IsRemoval ? "the source has no tags" : "other tags", record);
                break;
            case SyncEvent.Skipped e when IsLeftOut(e):
                draft.Skip(e.Judge);
                break;
            case SyncEvent.Skipped e:
                Add(e.Key, ManifestAction.Unchanged, e.Reason, e.Record ?? new() { Size = e.SourceSize ?? 0, StoredETag = e.TargetETag });
                break;
            case SyncEvent.Deleted { DryRun: false } e:
                draft.Delete(e.Key);
                break;
            case SyncEvent.Failed e:
                draft.Fail(new(e.Key, e.Problem.Code, e.Problem.Message));
                break;
        }
    }

    // TargetModifiedFilter is the original's word for a comparison; all others that end so are filters. A delete marker is nothing that is published.
    private static bool IsLeftOut(SyncEvent.Skipped skipped) =>
        skipped.Judge is "IgnoredLink" || skipped.IsDeleteMarker
        || (skipped.Judge.EndsWith("Filter", StringComparison.Ordinal) && skipped.Judge != "TargetModifiedFilter");

    private void Add(string key, ManifestAction action, string reason, ObjectRecord record) => draft.Add(new()
    {
        Key = key,
        Size = record.Size,
        Action = action,
        Reason = reason,
        Sha256 = record.Sha256,
        ETag = record.StoredETag,
        VersionId = record.StoredVersionId,
        Checksums = record.StoredChecksums,
        Headers = record.Headers,
        Rules = record.Rules,
        VerifiedBy = record.VerifiedBy,
    });
}
