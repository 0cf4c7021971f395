using System.Collections.Concurrent;
using S3Sync.Integrity;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers;

/// <summary>
/// Reads stored objects so that they can be compared with their evidence: always the pinned version, cut as it was stored. The cut is found
/// by HEAD with a part number ("HeadObject", partNumber, Amazon S3 API Reference): the first and the last part tell the size of all when
/// they explain the object; when content read by such a guess disagrees, every part is asked for before anything is called damaged.
/// </summary>
internal sealed class SourceReading(S3Store store)
{
    private readonly ConcurrentDictionary<ObjectName, bool> _doubted = new();

    /// <summary>How many parts an object was stored in: 0 when it was stored whole or nothing tells.</summary>
    public static int PartCountOf(ObjectFacts facts) => facts.ETag.PartCount > 0
        ? facts.ETag.PartCount
        : facts.Checksums.FirstOrDefault(value => value.Type == ChecksumType.Composite)?.Parts ?? 0;

    /// <summary>The parts of a multipart object; null when it is none, or the endpoint does not tell them as S3 does.</summary>
    public async Task<PartLayout?> FindLayoutAsync(ObjectName name, ObjectFacts facts, CancellationToken cancellationToken)
    {
        var count = PartCountOf(facts);
        if (count <= 1)
        {
            return count == 1 ? PartLayout.Whole(facts.Length) : null;
        }

        if (await PartLengthAsync(name, facts, 1, cancellationToken) is not { } first || await PartLengthAsync(name, facts, count, cancellationToken) is not { } last)
        {
            return null;
        }

        return (first * (count - 1)) + last == facts.Length && last <= first && !_doubted.ContainsKey(name)
            ? PartLayout.Uniform(facts.Length, first)
            : await AskForAllAsync(name, facts, count, cancellationToken);
    }

    /// <summary>The cut that was found for an object has not explained its evidence: the next time every part is asked for.</summary>
    public void Doubt(ObjectName name) => _doubted[name] = true;

    /// <summary>The verdicts; a disagreement is a failure of the object, which is read again by the cut that every part tells.</summary>
    public IReadOnlyList<Verdict> Require(ObjectName name, IReadOnlyList<Verdict> verdicts)
    {
        if (verdicts.OfType<Verdict.Disagrees>().FirstOrDefault() is { } differs)
        {
            Doubt(name);
            throw new StorageException(IntegrityProblems.ReceivedDiffers(store.PlaceOf(name.Key), differs.What, differs.Expected, differs.Actual), FailureKind.Broken);
        }

        return verdicts;
    }

    /// <summary>Asks for a range of exactly the pinned version: not every endpoint minds If-Match.</summary>
    public async Task<ReceivedObject> GetAsync(ObjectName name, ObjectFacts pinned, PartRange range, CancellationToken cancellationToken)
    {
        ByteRange? bytes = range.Length == pinned.Length ? null : new(range.Offset, range.Length);
        var received = await store.Objects.GetAsync(name, pinned.ETag, bytes, cancellationToken);
        if (received.Facts.ETag == pinned.ETag)
        {
            return received;
        }

        await received.DisposeAsync();
        throw Changed(name);
    }

    private async Task<PartLayout?> AskForAllAsync(ObjectName name, ObjectFacts facts, int count, CancellationToken cancellationToken)
    {
        var sizes = new List<long>(count);
        for (var part = 1; part <= count && await PartLengthAsync(name, facts, part, cancellationToken) is { } length; part++)
        {
            sizes.Add(length);
        }

        return sizes.Count == count && sizes.Sum() == facts.Length ? PartLayout.OfSizes(sizes) : null;
    }

    private async Task<long?> PartLengthAsync(ObjectName name, ObjectFacts facts, int part, CancellationToken cancellationToken)
    {
        // Its ETag is no test of the version: Ceph RGW answers the part's own. The pinned reads that follow notice another version.
        var answer = await store.Objects.HeadAsync(name, part, cancellationToken);
        return answer.PartsCount == PartCountOf(facts) && answer.PartLength > 0 ? answer.PartLength : null;
    }

    private StorageException Changed(ObjectName name) => new(RunProblems.SourceChanged(store.PlaceOf(name.Key)), FailureKind.Changed);
}
