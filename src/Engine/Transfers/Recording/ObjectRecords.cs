using S3Sync.Entries;
using S3Sync.Hashes;
using S3Sync.Integrity;
using S3Sync.Planning;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.Storage;
using S3Sync.Storage.Local;
using S3Sync.Storage.S3.Mapping;

namespace S3Sync.Transfers.Recording;

/// <summary>Makes the records of objects: of what was transferred from what the transfer saw, of what is unchanged from what is known, else by reading the file.</summary>
/// <param name="source">The directory that is the source; null when a bucket is.</param>
/// <param name="target">The directory that is the target; null when a bucket is.</param>
/// <param name="hashes">Where digests of files are remembered; null when they are not.</param>
internal sealed class ObjectRecords(LocalStore? source, LocalStore? target, HashCache? hashes)
{
    private const string ETagWord = "etag";

    /// <summary>Names the rules that match a key, in the order they were applied.</summary>
    public Func<string, IReadOnlyList<string>> RulesOf { get; init; } = static _ => [];

    /// <summary>The SHA-256 in lower-case hex, when one over the whole content is among what is stored.</summary>
    public static string? Sha256In(IEnumerable<Checksum> stored) =>
        stored.FirstOrDefault(static value => value is { Algorithm: ChecksumAlgorithm.Sha256, Type: ChecksumType.FullObject }) is { } found
            ? Convert.ToHexStringLower(Convert.FromBase64String(found.Base64))
            : null;

    /// <summary>Of an object that was transferred.</summary>
    public ObjectRecord Of(string key, Delivery delivery) => new()
    {
        Size = delivery.Size,
        Sha256 = delivery.Sha256,
        StoredETag = delivery.Stored?.ETag,
        StoredChecksums = delivery.Stored?.Checksums ?? [],
        StoredVersionId = delivery.Stored?.VersionId,
        Headers = delivery.Headers is { } headers ? HeaderNames.Of(headers) : null,
        Rules = RulesOf(key),
        VerifiedBy = VerifiedBy(delivery.Verdicts),
    };

    /// <summary>Of a pair that is the same; a file whose SHA-256 nobody knows is read.</summary>
    /// <exception cref="StorageException">The file is gone or has changed since it was listed, or cannot be read.</exception>
    public async Task<ObjectRecord> OfAsync(PlannedAction.Skip same, Entry left, Entry? right, CancellationToken cancellationToken)
    {
        var checksums = KnownChecksums(same, right);
        var (sha256, verifiedBy) = await Sha256Async(same, left, right, cancellationToken);
        return new()
        {
            Size = left.Size,
            Sha256 = sha256,
            VerifiedBy = verifiedBy,
            StoredETag = right?.ETag,
            StoredChecksums = checksums,
            StoredVersionId = right?.VersionId ?? right?.Recorded?.VersionId,
            Headers = right is { ETag: not null, Details: { } details } ? HeaderNames.Of(details) : right?.Recorded?.Headers,
            Rules = RulesOf(left.Key),
        };
    }

    private static string? VerifiedBy(IReadOnlyList<Verdict> verdicts) =>
        verdicts.OfType<Verdict.ETagAgrees>().Any() ? ETagWord
        : verdicts.OfType<Verdict.ChecksumAgrees>().LastOrDefault() is { } checksum ? checksum.Target.Algorithm.WireName()
        : null;

    // What was asked of the target tells all; what was compared, one.
    private static IReadOnlyList<Checksum> KnownChecksums(PlannedAction.Skip same, Entry? right) =>
        right is not { ETag: not null } ? []
        : right.Details is { } details ? details.Checksums
        : right.Recorded is { } recorded ? recorded.Checksums
        : same.Values is { Algorithm: { } algorithm, Target: { } value } ? [Checksum.Parse(algorithm, value)]
        : [];

    // With it, what says that the other side has the same content: what was compared, else what the reading for it told by the way.
    private async Task<(string? Sha256, string? VerifiedBy)> Sha256Async(PlannedAction.Skip same, Entry left, Entry? right, CancellationToken cancellationToken)
    {
        var compared = same.IsProvenByContent ? same.Values?.Algorithm?.WireName() ?? ETagWord : null;
        if (compared is not null && right?.Recorded?.Sha256 is { } recorded)
        {
            return (recorded, compared);
        }

        if (source is not null)
        {
            var (read, agrees) = await OfFileAsync(source, left, compared is null ? right?.ETag : null, same, cancellationToken);
            return (read, agrees ? ETagWord : compared);
        }

        var stored = Known(same, left);
        return stored is null && target is not null && compared is not null && right is not null
            ? ((await OfFileAsync(target, right, null, same, cancellationToken)).Sha256, compared) // what was proven equal stands for the source
            : (stored, compared);
    }

    private static string? Known(PlannedAction.Skip same, Entry left) =>
        Sha256In(left.Details?.Checksums ?? [])
        ?? (same.Values is { Algorithm: ChecksumAlgorithm.Sha256, Source: { } value } ? Sha256In([Checksum.Parse(ChecksumAlgorithm.Sha256, value)]) : null);

    // An ETag that was not compared is looked at while the file is read: another reading is not made for it.
    private async Task<(string? Sha256, bool Agrees)> OfFileAsync(LocalStore files, Entry entry, ETag? etag, PlannedAction.Skip same, CancellationToken cancellationToken)
    {
        if (entry.Kind != EntryKind.Object)
        {
            return (null, false);
        }

        var known = same.Content ?? entry.Remembered;
        if (known?.Sha256 is { } sha256)
        {
            return (sha256, etag is { } kept && known.Evidence == new StoredEvidence.OfETag(kept));
        }

        var began = hashes?.Now ?? default;
        var (read, agrees) = await files.DigestAsync(entry, etag, cancellationToken);
        if (known is not null && known.Stamp != read.Stamp)
        {
            // What was compared is not what was read now.
            throw new StorageException(LocalProblems.FileChanged(files.PathOf(entry.Key)), FailureKind.Changed);
        }

        hashes?.Remember(entry.Key, known is null ? read : known with { Sha256 = read.Sha256 }, began);
        return (read.Sha256, agrees);
    }
}
