using System.Collections.Concurrent;
using S3Sync.Integrity;
using S3Sync.Integrity.Forms;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers;

/// <summary>
/// Reads stored objects so that they can be compared with their evidence: always the pinned version, cut as it was stored. The cut follows from
/// the size and the number of parts where these leave one part size in use; else from the first part, asked for by HEAD ("HeadObject",
/// partNumber, Amazon S3 API Reference). Both are guesses: when content read by one disagrees, the next is taken, and at the end the size of
/// every part is asked for, before anything is called damaged.
/// </summary>
/// <param name="store">The source.</param>
/// <param name="configuredPartSize">The run's own part size in bytes, which the source may have been written with.</param>
internal sealed class SourceReading(S3Store store, long configuredPartSize)
{
    private const int ParallelHeads = 8;
    private readonly ConcurrentDictionary<ObjectName, int> _doubts = new();

    /// <summary>How many parts an object was stored in: 0 when it was stored whole or nothing tells.</summary>
    public static int PartCountOf(ObjectFacts facts) => facts.ETag.PartCount > 0
        ? facts.ETag.PartCount
        : facts.Checksums.FirstOrDefault(value => value.Type == ChecksumType.Composite)?.Parts ?? 0;

    /// <summary>Whether an object's ETag is a digest of its content.</summary>
    public bool SpeaksOfContent(ObjectFacts facts) => EvidenceChoice.SpeaksOfContent(facts.ETag, facts.Encryption, store.Location.IsDirectoryBucket);

    /// <summary>The parts of a multipart object; null when it is none, or the endpoint does not tell them as S3 does.</summary>
    public async Task<SourceCut?> FindLayoutAsync(ObjectName name, ObjectFacts facts, CancellationToken cancellationToken)
    {
        var count = PartCountOf(facts);
        if (count <= 1)
        {
            return count == 1 ? new(PartLayout.Whole(facts.Length), IsGuess: false) : null;
        }

        var doubts = _doubts.GetValueOrDefault(name);
        if (doubts == 0 && ETagForms.Settled(facts.Length, count, configuredPartSize) is { } settled)
        {
            return new(PartLayout.Uniform(facts.Length, settled), IsGuess: true);
        }

        if (await PartLengthAsync(name, facts, 1, cancellationToken) is not { } first)
        {
            return null;
        }

        var isExplained = (first * (count - 1)) < facts.Length && facts.Length <= first * count;
        return isExplained && doubts < 2 ? new(PartLayout.Uniform(facts.Length, first), IsGuess: true)
            : await AskForAllAsync(name, facts, count, cancellationToken) is { } told ? new(told, IsGuess: false)
            : null;
    }

    /// <summary>The guess at an object's cut has not explained its evidence: the failure by which it is read by the next one.</summary>
    public StorageException Doubted(ObjectName name, StorageException failure)
    {
        // After the first part was asked for, its size is the same however often it is asked.
        _doubts.AddOrUpdate(name, 1, static (_, before) => before + 1);
        return new(failure.Problem, failure.Kind, failure) { Undo = failure.Undo, BeginsAnew = true };
    }

    /// <summary>The verdicts; a disagreement is a failure of the object, which is read again by another cut when this one was a guess.</summary>
    public IReadOnlyList<Verdict> Require(ObjectName name, IReadOnlyList<Verdict> verdicts, bool isGuess)
    {
        if (verdicts.OfType<Verdict.Disagrees>().FirstOrDefault() is { } differs)
        {
            var failure = new StorageException(
                IntegrityProblems.ReceivedDiffers(store.PlaceOf(name.Key), differs.What, differs.Expected, differs.Actual), FailureKind.Broken);
            throw isGuess ? Doubted(name, failure) : failure;
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
        var sizes = await store.Objects.PartSizesAsync(name, cancellationToken);
        return LayoutOf(sizes, facts, count) ?? LayoutOf(await LengthsAsync(name, facts, count, cancellationToken), facts, count);
    }

    private static PartLayout? LayoutOf(IReadOnlyList<long> sizes, ObjectFacts facts, int count) =>
        sizes.Count == count && sizes.All(size => size > 0) && sizes.Sum() == facts.Length ? PartLayout.OfSizes(sizes) : null;

    private async Task<long[]> LengthsAsync(ObjectName name, ObjectFacts facts, int count, CancellationToken cancellationToken)
    {
        var lengths = new long[count];
        var degree = new ParallelOptions { MaxDegreeOfParallelism = ParallelHeads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, count, degree, async (index, token) => lengths[index] = await PartLengthAsync(name, facts, index + 1, token) ?? 0);
        return lengths;
    }

    private async Task<long?> PartLengthAsync(ObjectName name, ObjectFacts facts, int part, CancellationToken cancellationToken)
    {
        // Its ETag is no test of the version: Ceph RGW answers the part's own. The pinned reads that follow notice another version.
        var answer = await store.Objects.HeadAsync(name, part, cancellationToken);
        return answer.PartsCount == PartCountOf(facts) && answer.PartLength > 0 ? answer.PartLength : null;
    }

    private StorageException Changed(ObjectName name) => new(RunProblems.SourceChanged(store.PlaceOf(name.Key)), FailureKind.Changed);
}

/// <summary>How a stored object is cut into parts.</summary>
/// <param name="Layout">The parts.</param>
/// <param name="IsGuess">It explains the size and the number of parts; only the content can prove it.</param>
internal sealed record SourceCut(PartLayout Layout, bool IsGuess);
