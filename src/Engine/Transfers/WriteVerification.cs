using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.Transfers.Recording;

namespace S3Sync.Transfers;

/// <summary>Compares what a store answered to a write with what was sent.</summary>
internal sealed class WriteVerification(S3Store target, IntegrityOptions options)
{
    // The original's: without Content-MD5 it does not look at the ETag either.
    private readonly bool _ignoresETag = options.DisableETagVerify || options.DisableContentMd5Header;

    /// <summary>
    /// The verdicts on one finished write. When the answer leaves it open, the object is described once: not every store tells a checksum in its
    /// answer to a write. What is open then is a failure if verification is required.
    /// </summary>
    /// <inheritdoc cref="Judge"/>
    public async Task<Written> SettleAsync(
        string key, StoredAnswer answer, ETag? etag, IReadOnlyList<Checksum> checksums, CancellationToken cancellationToken)
    {
        var verdicts = Judge(key, answer, etag, checksums);
        if (IsUnsettled(verdicts) && checksums.Count > 0 && !options.DisableAdditionalChecksumVerify && target.Dialect.MayTellChecksums)
        {
            answer = answer with { Checksums = await ToldByHeadAsync(key, answer, cancellationToken) };
            verdicts = Judge(key, answer, etag, checksums);
        }

        return options.RequireVerification && verdicts.OfType<Verdict.Unsettled>().FirstOrDefault() is { } open
            ? throw new StorageException(IntegrityProblems.NotVerified(target.PlaceOf(key), open.Why), FailureKind.Permanent) { Undo = UndoOf(key, answer) }
            : new(answer, verdicts);
    }

    /// <summary>Whether an answer's ETag is a digest of what was sent.</summary>
    public bool SpeaksOfContent(ETag stored, StoredAnswer answer) => EvidenceChoice.SpeaksOfContent(stored, answer.Encryption, target.Location.IsDirectoryBucket);

    /// <summary>
    /// The verdicts on one write. What the store keeps differently is a <see cref="StorageException"/> that can undo the write; what nothing
    /// in the answer speaks of is said.
    /// </summary>
    /// <param name="key">The full key.</param>
    /// <param name="answer">What the store answered.</param>
    /// <param name="etag">The ETag that the sent content has; null when it is not known or was not needed.</param>
    /// <param name="checksums">The checksums that the sent content has, in every form a store may keep; empty when none was computed.</param>
    public IReadOnlyList<Verdict> Judge(string key, StoredAnswer answer, ETag? etag, IReadOnlyList<Checksum> checksums)
    {
        var verdicts = new List<Verdict>(2);
        if (etag is { } sent && !_ignoresETag && answer.ETag is { } stored && SpeaksOfContent(stored, answer) && !(stored.IsMultipart && options.DisableMultipartVerify))
        {
            verdicts.Add(sent == stored ? new Verdict.ETagAgrees(sent, stored) : throw Differs(key, answer, "ETag", sent.Value, stored.Value));
        }

        // A store may keep another form than the asked one (Ceph RGW keeps CRCs over the whole object): like is compared with like.
        foreach (var kept in options.DisableAdditionalChecksumVerify ? [] : answer.Checksums)
        {
            if (checksums.FirstOrDefault(item => item.IsKeptAs(kept)) is { } same)
            {
                verdicts.Add(new Verdict.ChecksumAgrees(same, kept));
            }
            else if (checksums.FirstOrDefault(item => item.Algorithm == kept.Algorithm && item.Type == kept.Type) is { } checksum)
            {
                throw Differs(key, answer, checksum.Algorithm.WireName(), checksum.ToString(), kept.ToString());
            }
        }

        return verdicts.Count > 0 ? verdicts : [new Verdict.Unsettled(WhyUnsettled(answer), WasAskedFor: _ignoresETag && options.DisableAdditionalChecksumVerify)];
    }

    /// <summary>Refuses a part whose answer disagrees with what was sent; the upload is not completed then.</summary>
    public void RequirePart(string key, StoredAnswer answer, ETag? etag, Checksum? checksum)
    {
        try
        {
            Judge(key, answer, etag, checksum is null ? [] : [checksum]);
        }
        catch (StorageException failure)
        {
            // A part is not an object yet: there is nothing to undo but the upload, which is aborted anyway.
            throw new StorageException(failure.Problem, FailureKind.Broken, failure);
        }
    }

    private StorageException Differs(string key, StoredAnswer answer, string what, string sent, string stored) =>
        new(IntegrityProblems.StoredDiffers(target.PlaceOf(key), what, sent, stored), FailureKind.Broken)
        {
            Undo = UndoOf(key, answer),
        };

    private Func<CancellationToken, Task<Removal>> UndoOf(string key, StoredAnswer answer) => cancellationToken => target.Objects.RemoveIfStillAsync(key, answer, cancellationToken);

    private static bool IsUnsettled(IReadOnlyList<Verdict> verdicts) => verdicts is [Verdict.Unsettled];

    private async Task<IReadOnlyList<Checksum>> ToldByHeadAsync(string key, StoredAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            var facts = await target.Objects.HeadAsync(new(key, answer.VersionId), null, cancellationToken);
            if (facts.Checksums.Count == 0)
            {
                target.Dialect.ChecksumsUntold();
            }

            return facts.ETag == answer.ETag ? facts.Checksums : [];
        }
        catch (StorageException failure) when (failure.Kind != FailureKind.Fatal)
        {
            // Whoever may write need not be allowed to read: then the answer to the write is all there is, now and later.
            target.Dialect.ChecksumsUntold();
            return [];
        }
    }

    private string WhyUnsettled(StoredAnswer answer) =>
        answer.Encryption is not (null or "AES256") ? $"the ETag does not speak of the content with {answer.Encryption}, and the endpoint tells no checksum"
        : target.Location.IsDirectoryBucket ? "a directory bucket's ETag does not speak of the content"
        : _ignoresETag ? "verification by ETag is off"
        : options.DisableMultipartVerify ? "verification of objects in parts is off"
        : "the endpoint answered no ETag of the content";
}
