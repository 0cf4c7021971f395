using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers.Copy;

/// <summary>
/// S3 to S3 without the bytes passing this machine: CopyObject for what was stored by one PUT, UploadPartCopy in the source's own parts
/// for the rest, so that the copy has the source's ETag.
/// </summary>
internal sealed class ServerCopy(S3Store source, S3Store target, ObjectWriter writer, WrittenHeaders headers, TransferOptions options) : ITransfer
{
    /// <summary>The most that one CopyObject takes. "CopyObject", Amazon S3 API Reference.</summary>
    private const long LargestCopy = 5L << 30;

    public string PlaceOf(Entry entry) => target.FullKey(entry.Key);

    public async Task<Delivery> RunAsync(Entry entry, CancellationToken cancellationToken)
    {
        var (sourceKey, targetKey) = (source.FullKey(entry), target.FullKey(entry.Key));
        var facts = await source.Objects.HeadAsync(sourceKey, null, cancellationToken);
        var from = new CopySource(source.Location.Bucket, sourceKey, facts.ETag);
        var written = await headers.ForObjectAsync(source, sourceKey, facts, cancellationToken);
        var verdicts = facts.ETag.IsMultipart || facts.Length > LargestCopy
            ? await CopyPartsAsync(from, targetKey, facts, written, cancellationToken)
            : await CopyWholeAsync(from, targetKey, facts, written, cancellationToken);
        writer.Meter.AddBytes(facts.Length);
        return new(facts.Length, facts.Modified, verdicts);
    }

    private async Task<IReadOnlyList<Verdict>> CopyWholeAsync(CopySource from, string key, ObjectFacts facts, ObjectHeaders written, CancellationToken cancellationToken)
    {
        var answer = await target.Copies.CopyAsync(from, key, written, writer.Algorithm, cancellationToken);
        return writer.Verification.Judge(key, answer, Comparable(facts), facts.Checksums);
    }

    private async Task<IReadOnlyList<Verdict>> CopyPartsAsync(CopySource from, string key, ObjectFacts facts, ObjectHeaders written, CancellationToken cancellationToken)
    {
        var layout = await SourceLayouts.FindAsync(source, from.Key, facts, cancellationToken)
            ?? PartLayout.Uniform(facts.Length, PartLayout.PartSizeFor(facts.Length, options.MultipartChunkSize));
        var verdicts = await writer.WriteAsync(new(key, written, layout, CopyPartAsync), cancellationToken);
        return AgainstSource(facts, verdicts);

        async Task<WrittenPart> CopyPartAsync(PartSlot slot, CancellationToken token)
        {
            var range = new ByteRange(slot.Range.Offset, slot.Range.Length);
            var answer = await target.Copies.CopyPartAsync(from, range, key, slot.UploadId, slot.Range.Number, token);
            var etag = answer.ETag ?? new ETag(string.Empty);
            var md5 = EvidenceChoice.SpeaksOfContent(etag, answer.Encryption, target.Location.IsDirectoryBucket) ? Convert.FromHexString(etag.Value) : null;
            return new(slot.Range, etag, md5, answer.Checksums.FirstOrDefault(value => value.Algorithm == writer.Algorithm));
        }
    }

    // The bytes did not pass here: the copy's own ETag proves it only when it is the source's.
    private List<Verdict> AgainstSource(ObjectFacts facts, IReadOnlyList<Verdict> verdicts) =>
        [.. verdicts.Select(verdict => verdict is Verdict.ETagAgrees agrees && agrees.Target != facts.ETag
            ? new Verdict.Unsettled("the source's parts could not be mirrored, so the ETags have different forms")
            : verdict)];

    private ETag? Comparable(ObjectFacts facts) =>
        EvidenceChoice.SpeaksOfContent(facts.ETag, facts.Encryption, source.Location.IsDirectoryBucket) ? facts.ETag : null;
}
