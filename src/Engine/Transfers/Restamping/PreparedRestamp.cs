using S3Sync.Planning;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Mapping;
using S3Sync.Storage.S3.Values;
using S3Sync.Transfers.Copy;

namespace S3Sync.Transfers.Restamping;

/// <summary>One copy of an object onto itself.</summary>
/// <param name="target">The bucket.</param>
/// <param name="copy">Copies its objects onto themselves.</param>
/// <param name="key">The full key.</param>
/// <param name="facts">The object that was looked at; no other is copied, and none is overwritten.</param>
/// <param name="written">Everything that it is to carry.</param>
internal sealed class PreparedRestamp(S3Store target, ServerCopy copy, string key, ObjectFacts facts, ObjectHeaders written) : IRestamp
{
    private StoredAnswer? _stored;

    /// <inheritdoc/>
    public required string Reason { get; init; }

    /// <summary>Whether what a HEAD tells is what was to be reached.</summary>
    public required Func<ObjectFacts, bool> IsDone { get; init; }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var begins = true; begins;)
        {
            begins = false;
            try
            {
                _stored = (await copy.CopyAsync(key, key, facts, written, cancellationToken)).Answer;
            }
            catch (StorageException failure) when (failure is { BeginsAnew: true, Undo: null })
            {
                begins = true;
            }
            catch (StorageException failure) when (failure.Kind is FailureKind.Changed or FailureKind.Unmet)
            {
                await RequireDoneAsync(failure, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public ObjectRecord Complete(ObjectRecord record) => record with
    {
        StoredETag = _stored?.ETag ?? facts.ETag,
        StoredChecksums = _stored?.Checksums is { Count: > 0 } told ? told : facts.Checksums,
        StoredVersionId = _stored?.VersionId,
        Headers = HeaderNames.Of(written),
    };

    // A copy whose answer was lost stands in the way of its own repetition, where a copy has another ETag than what it was made of.
    private async Task RequireDoneAsync(StorageException failure, CancellationToken cancellationToken)
    {
        var now = await target.Objects.HeadAsync(key, null, cancellationToken);
        if (now.Length != facts.Length || IsOfOthers(now) || !IsDone(now))
        {
            throw new StorageException(RuleProblems.ChangedBeforeRestamp(target.PlaceOf(key)), FailureKind.Unmet, failure);
        }

        _stored = new(now.ETag, now.Checksums, now.VersionId, now.Encryption);
    }

    // Of one PUT whose ETag is its content's, a copy has the same.
    private bool IsOfOthers(ObjectFacts now) =>
        now.ETag != facts.ETag && !ServerCopy.NeedsParts(facts) && EvidenceChoice.SpeaksOfContent(facts.ETag, facts.Encryption, target.Location.IsDirectoryBucket);
}
