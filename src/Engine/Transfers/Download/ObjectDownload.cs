using System.Buffers;
using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Integrity.Md5Lanes;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Reporting;
using S3Sync.Storage;
using S3Sync.Storage.Local;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.Transfers.Ordered;

namespace S3Sync.Transfers.Download;

/// <summary>
/// An object to a file: into a locked temporary file beside its place, verified while it streams, renamed only when the evidence agrees.
/// One GET below the threshold, pinned ranges side by side above it.
/// </summary>
internal sealed class ObjectDownload(S3Store source, LocalStore target, SeatBudget seats, Md5Queue queue, RunLedger ledger, SyncOptions options) : ITransfer
{
    private const int ChunkSize = 128 << 10;
    private const int LargestAtOnce = 256 << 10;

    /// <summary>Of no bytes at all, which is what a folder's marker holds.</summary>
    private const string EmptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private readonly SourceReading _reading = new(source, options.Transfer.MultipartChunkSize);

    public string PlaceOf(Entry entry) => target.PathOf(entry.Key);

    public async Task<Delivery> RunAsync(Entry entry, CancellationToken cancellationToken)
    {
        if (entry.Kind == EntryKind.Marker)
        {
            target.CreateFolder(entry.Key);
            return new(0, entry.Modified, []) { Sha256 = ledger.KeepsRecords && entry.Size == 0 ? EmptySha256 : null };
        }

        return entry.Size < options.Transfer.MultipartThreshold && entry.ETag is not { IsMultipart: true } && await WholeAsync(entry, cancellationToken) is { } delivered
            ? delivered
            : await RangesAsync(entry, cancellationToken);
    }

    private async Task<Delivery?> WholeAsync(Entry entry, CancellationToken cancellationToken)
    {
        var name = source.NameOf(entry);
        using var seat = await seats.TakeAsync(cancellationToken);
        await using var received = await source.Objects.GetAsync(name, null, null, cancellationToken);
        var facts = received.Facts;
        seat.Moved(facts.Length);

        var evidence = EvidenceOf(facts);
        if (evidence.Any(static item => item.IsOverParts))
        {
            return null; // Its parts have to be known: an opaque ETag has not told of them, or it is another version than the listed one.
        }

        var layout = PartLayout.Whole(facts.Length);
        using var verifier = new ContentVerifier(evidence, layout, facts.Length > LargestAtOnce ? queue : null, ledger.KeepsRecords);
        await using var file = target.CreatePartial(entry.Key, facts.Length);
        await ReceiveAsync(received, layout.Parts[0], file, verifier, cancellationToken);
        return Publish(name, facts, file, _reading.Require(name, verifier.Conclude(), isGuess: false)) with { Sha256 = verifier.Sha256 };
    }

    private async Task<Delivery> RangesAsync(Entry entry, CancellationToken cancellationToken)
    {
        var name = source.NameOf(entry);
        var facts = await source.Objects.HeadAsync(name, null, cancellationToken);
        var (evidence, layout, isGuess) = await LayoutAsync(name, facts, cancellationToken);
        using var verifier = new ContentVerifier(evidence, layout, queue, ledger.KeepsRecords);
        await using var file = target.CreatePartial(entry.Key, facts.Length);
        var front = verifier.Front is { } digests ? new FileFront((offset, buffer, token) => RandomAccess.ReadAsync(file.Handle, buffer, offset, token), layout, digests) : null;
        var degree = new ParallelOptions { MaxDegreeOfParallelism = seats.PartDegree, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(layout.Parts, degree, async (range, token) =>
        {
            using var seat = await seats.TakePartAsync(range.Length, token);
            await PartRetry.RunAsync(() => RangeAsync(name, facts, range, file, verifier, token));
            if (front is not null)
            {
                await front.FinishedAsync(range, token);
            }
        });
        return Publish(name, facts, file, _reading.Require(name, verifier.Conclude(), isGuess)) with { Sha256 = verifier.Sha256 };
    }

    private async Task<(IReadOnlyList<StoredEvidence> Evidence, PartLayout Layout, bool IsGuess)> LayoutAsync(ObjectName name, ObjectFacts facts, CancellationToken cancellationToken)
    {
        var evidence = EvidenceOf(facts);
        if (evidence.Any(item => item.IsOverParts))
        {
            if (await _reading.FindLayoutAsync(name, facts, cancellationToken) is { } cut)
            {
                return (evidence, cut.Layout, cut.IsGuess);
            }

            evidence = [.. evidence.Where(item => !item.IsOverParts)];
        }

        return (evidence, PartLayout.Uniform(facts.Length, PartLayout.PartSizeFor(facts.Length, options.Transfer.MultipartChunkSize)), false);
    }

    private async Task<long> RangeAsync(ObjectName name, ObjectFacts facts, PartRange range, PartialFile file, ContentVerifier verifier, CancellationToken cancellationToken)
    {
        await using var received = await _reading.GetAsync(name, facts, range, cancellationToken);
        await ReceiveAsync(received, range, file, verifier, cancellationToken);
        return range.Length;
    }

    private async Task ReceiveAsync(ReceivedObject received, PartRange range, PartialFile file, ContentVerifier verifier, CancellationToken cancellationToken)
    {
        using var digests = verifier.Begin();
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        long done = 0;
        try
        {
            for (int read; (read = await received.Body.ReadAtLeastAsync(buffer, ChunkSize, throwOnEndOfStream: false, cancellationToken)) > 0; done += read)
            {
                await digests.AppendAsync(buffer.AsMemory(0, read));
                await file.WriteAsync(range.Offset + done, buffer.AsMemory(0, read), cancellationToken);
                ledger.Meter.AddBytes(read);
            }

            RequireLength(file.Destination, range, done);
            verifier.Finish(range, digests);
        }
        catch (StorageException)
        {
            ledger.Meter.AddBytes(-done); // It comes again.
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Delivery Publish(ObjectName name, ObjectFacts facts, PartialFile file, IReadOnlyList<Verdict> verdicts)
    {
        if (verdicts.Count > 0)
        {
            file.Publish(facts.Modified);
            return new(facts.Length, facts.Modified, verdicts);
        }

        var open = EvidenceChoice.WhyNone(facts, source.Location.IsDirectoryBucket, options);
        if (options.Integrity.RequireVerification)
        {
            throw new StorageException(IntegrityProblems.NotVerified(source.PlaceOf(name.Key), open.Why), FailureKind.Permanent);
        }

        file.Publish(facts.Modified);
        return new(facts.Length, facts.Modified, [open]);
    }

    private IReadOnlyList<StoredEvidence> EvidenceOf(ObjectFacts facts) =>
        EvidenceChoice.Of(facts, source.Location.IsDirectoryBucket, options);

    private static void RequireLength(string place, PartRange range, long done)
    {
        if (done != range.Length)
        {
            throw new StorageException(IntegrityProblems.LengthDiffers(place, range.Length, done), FailureKind.Broken);
        }
    }
}
