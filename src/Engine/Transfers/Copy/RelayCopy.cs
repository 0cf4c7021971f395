using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.Transfers.Ordered;

namespace S3Sync.Transfers.Copy;

/// <summary>
/// S3 to S3 through this machine. What was read is compared with the source's evidence before the target is completed, and the target's
/// answer with what was sent; a source in parts keeps its parts.
/// </summary>
internal sealed class RelayCopy(S3Store source, S3Store target, ObjectWriter writer, RelayParts parts, WrittenHeaders headers, SyncOptions options) : ITransfer
{
    public string PlaceOf(Entry entry) => target.FullKey(entry.Key);

    public async Task<Delivery> RunAsync(Entry entry, CancellationToken cancellationToken)
    {
        if (entry.Size < options.Transfer.MultipartThreshold && entry.Size <= parts.LargestBuffer && entry.ETag is not { IsMultipart: true }
            && await SmallAsync(entry, cancellationToken) is { } delivered)
        {
            return delivered;
        }

        var name = source.NameOf(entry);
        var facts = await source.Objects.HeadAsync(name, null, cancellationToken);
        var plan = await PlanAsync(name, facts, EvidenceOf(facts), cancellationToken);
        var open = plan.Evidence.Count == 0 ? Open(name, facts) : null;
        var written = await headers.ForObjectAsync(source, entry, facts, cancellationToken);

        // Parts that are too large for a buffer are streamed, and have the digest of the whole apart from what they are verified by.
        var isStreamed = plan.Layout.Parts.Count > 1 && plan.Layout.Parts.Max(static part => part.Length) > parts.LargestBuffer;
        using var streamed = isStreamed && writer.KeepsRecords ? new StreamedDigest(plan.Layout.Parts.Count) : null;
        using var verifier = new ContentVerifier(plan.Evidence, plan.Layout, writer.Digester.Queue, writer.KeepsRecords && !isStreamed);
        var relay = new Relay(name, target.FullKey(entry.Key), facts, written, verifier) { IsGuess = plan.IsGuess, Streamed = streamed };
        var stored = plan.IsSinglePut
            ? await parts.StreamWholeAsync(relay, cancellationToken)
            : await parts.WriteAsync(relay, plan.Layout, cancellationToken);
        return new(facts.Length, facts.Modified, open is null ? stored.Verdicts : [.. stored.Verdicts, open])
        {
            Sha256 = verifier.Sha256 ?? streamed?.Sha256,
            Stored = stored.Answer,
            Headers = written,
        };
    }

    private IReadOnlyList<StoredEvidence> EvidenceOf(ObjectFacts facts) => EvidenceChoice.Of(facts, source.Location.IsDirectoryBucket, options);

    // What is told of a source that nothing speaks of; before anything is written when that is a failure.
    private Verdict.Unsettled Open(ObjectName name, ObjectFacts facts)
    {
        var open = EvidenceChoice.WhyNone(facts, source.Location.IsDirectoryBucket, options);
        return !options.Integrity.RequireVerification ? open
            : throw new StorageException(IntegrityProblems.NotVerified(source.PlaceOf(name.Key), open.Why), FailureKind.Permanent);
    }

    private async Task<Delivery?> SmallAsync(Entry entry, CancellationToken cancellationToken)
    {
        var (name, targetKey) = (source.NameOf(entry), target.FullKey(entry.Key));

        // The seat before the buffer, as parts take them: parts that hold seats would wait for this buffer while it waits for a seat.
        using var seat = await writer.Seats.TakeAsync(cancellationToken);
        await using var received = await source.Objects.GetAsync(name, null, null, cancellationToken);
        var facts = received.Facts;
        if (facts.Length > parts.LargestBuffer || facts.Length >= options.Transfer.MultipartThreshold || SourceReading.PartCountOf(facts) > 0)
        {
            return null; // It is another object than the listed one by now, or its ETag has not told of its parts.
        }

        using var buffer = await parts.RentAsync((int)facts.Length, cancellationToken);
        await received.Body.ReadExactlyAsync(buffer.Memory, cancellationToken);
        var fromSource = VerifyWhole(name, facts, buffer.Memory.Span);
        var digests = await writer.Wholes.OfAsync(buffer.Memory);
        var written = await headers.ForObjectAsync(source, entry, facts, cancellationToken);
        var atTarget = await writer.PutAsync(targetKey, digests, buffer.OpenRead, written, seat, cancellationToken);
        return new(facts.Length, facts.Modified, [.. fromSource, .. atTarget.Verdicts])
        {
            Sha256 = digests.ContentSha256,
            Stored = atTarget.Answer,
            Headers = written,
        };
    }

    private IReadOnlyList<Verdict> VerifyWhole(ObjectName name, ObjectFacts facts, ReadOnlySpan<byte> content)
    {
        var evidence = EvidenceOf(facts);
        if (evidence.Count == 0)
        {
            return [Open(name, facts)];
        }

        var layout = PartLayout.Whole(content.Length);
        using var verifier = new ContentVerifier(evidence, layout, queue: null);
        using var digests = verifier.Begin();
        digests.Append(content);
        verifier.Finish(layout.Parts[0], digests);
        return parts.Reading.Require(name, verifier.Conclude(), isGuess: false);
    }

    private async Task<RelayPlan> PlanAsync(ObjectName name, ObjectFacts facts, IReadOnlyList<StoredEvidence> evidence, CancellationToken cancellationToken)
    {
        var isMultipart = SourceReading.PartCountOf(facts) > 0;
        if (isMultipart && await parts.Reading.FindLayoutAsync(name, facts, cancellationToken) is { Layout.CanBeUploaded: true } mirrored)
        {
            return new(evidence, mirrored.Layout, IsSinglePut: false) { IsGuess = mirrored.IsGuess };
        }

        // Without the source's cut, evidence over its parts cannot be compared.
        var comparable = evidence.Where(item => !item.IsOverParts).ToList();
        var mirrorsSinglePut = (options.Compare.Rule is not (CompareRule.TimeAndSize or CompareRule.Size) || options.Transfer.AutoChunkSize) && !isMultipart && facts.Length <= 5L << 30;
        if (mirrorsSinglePut || facts.Length < options.Transfer.MultipartThreshold)
        {
            return new(comparable, PartLayout.Whole(facts.Length), IsSinglePut: true);
        }

        // A digest that exists only front to back needs every part in a buffer.
        var partSize = PartLayout.PartSizeFor(facts.Length, Math.Min(options.Transfer.MultipartChunkSize, parts.LargestBuffer));
        return new(comparable, PartLayout.Uniform(facts.Length, partSize), IsSinglePut: false);
    }

    private sealed record RelayPlan(IReadOnlyList<StoredEvidence> Evidence, PartLayout Layout, bool IsSinglePut)
    {
        public bool IsGuess { get; init; }
    }
}
