using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Problems;
using S3Sync.Storage;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.Transfers.Recording;

namespace S3Sync.Transfers.Copy;

/// <summary>
/// S3 to S3 without the bytes passing this machine: CopyObject for what was stored by one PUT, UploadPartCopy in the source's own parts
/// for the rest, so that the copy has the source's ETag.
/// </summary>
internal sealed class ServerCopy(S3Store source, S3Store target, ObjectWriter writer, WrittenHeaders headers, TransferOptions options) : ITransfer
{
    /// <summary>The most that one CopyObject takes. "CopyObject", Amazon S3 API Reference.</summary>
    private const long LargestCopy = 5L << 30;
    private readonly SourceReading _reading = new(source, options.MultipartChunkSize);

    public string PlaceOf(Entry entry) => target.FullKey(entry.Key);

    /// <summary>The objects are copied onto themselves: each keeps its checksum and its cut, and is completed only when its ETag stays what it is.</summary>
    public bool IsOntoItself { get; init; }

    public async Task<Delivery> RunAsync(Entry entry, CancellationToken cancellationToken)
    {
        var name = source.NameOf(entry);
        var facts = await source.Objects.HeadAsync(name, null, cancellationToken);
        if (options.CopySourceIfMatch && entry.ETag is { } listed && listed != facts.ETag)
        {
            throw new StorageException(VersionProblems.CopySourceChanged(source.PlaceOf(name.Key)), FailureKind.Unmet);
        }

        // Left to the store, tags do not survive on Ceph RGW when the metadata is replaced: they are always written anew.
        var written = await headers.ForObjectAsync(source, entry, facts, cancellationToken);
        var stored = await CopyAsync(name, target.FullKey(entry.Key), facts, written, cancellationToken);
        writer.Meter.AddBytes(facts.Length);
        return new(facts.Length, facts.Modified, stored.Verdicts)
        {
            Sha256 = writer.KeepsRecords ? ObjectRecords.Sha256In(facts.Checksums) : null,
            Stored = stored.Answer,
            Headers = written,
        };
    }

    /// <summary>Copies the described content, in the parts that it is stored in.</summary>
    /// <param name="name">The source.</param>
    /// <param name="targetKey">The full key of the copy.</param>
    /// <param name="facts">What the source was described as; another content is not copied.</param>
    /// <param name="written">What the copy is written with.</param>
    /// <param name="cancellationToken">Ends it; an upload is aborted.</param>
    public Task<Written> CopyAsync(ObjectName name, string targetKey, ObjectFacts facts, ObjectHeaders written, CancellationToken cancellationToken)
    {
        var from = new CopySource(source.Location.Bucket, name, facts.ETag) { IsItself = IsOntoItself };
        return NeedsParts(facts)
            ? CopyPartsAsync(from, targetKey, facts, written, cancellationToken)
            : CopyWholeAsync(from, targetKey, facts, written, cancellationToken);
    }

    /// <summary>Whether an object is copied in parts, to which nothing of what it carries clings by itself.</summary>
    public static bool NeedsParts(ObjectFacts facts) => facts.Length > 0 && (SourceReading.PartCountOf(facts) > 0 || facts.Length > LargestCopy);

    private async Task<Written> CopyWholeAsync(CopySource from, string key, ObjectFacts facts, ObjectHeaders written, CancellationToken cancellationToken)
    {
        using var seat = await writer.Seats.TakeAsync(cancellationToken);
        var answer = await target.Copies.CopyAsync(from, key, written, StoredWith(facts, isMirrored: true), cancellationToken);

        // One PUT's ETag is the MD5 of the whole, which a multipart ETag does not tell.
        return await writer.Verification.SettleAsync(key, answer, facts.ETag.IsMultipart ? null : Comparable(facts), facts.Checksums, cancellationToken);
    }

    private async Task<Written> CopyPartsAsync(CopySource from, string key, ObjectFacts facts, ObjectHeaders written, CancellationToken cancellationToken)
    {
        var mirrored = await _reading.FindLayoutAsync(from.Name, facts, cancellationToken) is { Layout.CanBeUploaded: true } found ? found : null;
        var layout = mirrored?.Layout ?? PartLayout.Uniform(facts.Length, PartLayout.PartSizeFor(facts.Length, options.MultipartChunkSize));

        // The bytes do not pass here, so only what the source keeps can prove the copy; what speaks of parts does when they are mirrored.
        var checksums = facts.Checksums.Where(value => mirrored is not null || value.Type == ChecksumType.FullObject).ToList();
        var stored = StoredWith(facts, mirrored is not null);
        var write = new MultipartWrite(key, written, layout, CopyPartAsync)
        {
            Expected = new(mirrored is null ? null : Comparable(facts), checksums),
            Stored = stored,
            BeforeComplete = parts => RequireSame(from, facts, parts, mirrored),
        };
        try
        {
            return await writer.WriteAsync(write, cancellationToken);
        }
        catch (StorageException failure) when (failure is { Kind: FailureKind.Broken, Undo: not null } && mirrored is { IsGuess: true })
        {
            throw _reading.Doubted(from.Name, failure);
        }

        async Task<WrittenPart> CopyPartAsync(PartSlot slot, CancellationToken token)
        {
            var range = new ByteRange(slot.Range.Offset, slot.Range.Length);
            var answer = await target.Copies.CopyPartAsync(from, range, key, slot.UploadId, slot.Range.Number, token);
            var etag = answer.ETag!.Value; // a part that is answered without one is refused
            var md5 = writer.Verification.SpeaksOfContent(etag, answer) ? Convert.FromHexString(etag.Value) : null;
            var checksum = answer.Checksums.FirstOrDefault(value => value.Algorithm == stored?.Algorithm);
            return new(slot.Range, etag, md5, checksum) { Named = slot.CarriesChecksum ? checksum : null };
        }
    }

    // A copy onto itself takes the place of what it is made of: what would come out otherwise than it was is found before.
    private void RequireSame(CopySource from, ObjectFacts facts, IReadOnlyList<WrittenPart> parts, SourceCut? cut)
    {
        if (!IsOntoItself || cut is null || Comparable(facts) is not { } before || !parts.All(static part => part.Md5 is not null))
        {
            return;
        }

        var after = ETag.OfParts(parts.Select(static part => part.Md5!)); // just checked
        if (after != before)
        {
            var failure = new StorageException(IntegrityProblems.StoredDiffers(source.PlaceOf(from.Name.Key), "ETag", before.Value, after.Value), FailureKind.Broken);
            throw cut.IsGuess ? _reading.Doubted(from.Name, failure) : failure;
        }
    }

    // The bytes do not pass here: a copy is comparable only by what its source keeps, so it keeps the same unless another checksum was asked for.
    private AskedChecksum? StoredWith(ObjectFacts facts, bool isMirrored)
    {
        if (!IsOntoItself && writer.Stored is not { IsOptional: true })
        {
            return writer.Stored;
        }

        var kept = facts.Checksums.Where(value => isMirrored || value.Type == ChecksumType.FullObject).OrderBy(static value => value.Type).FirstOrDefault();
        return kept is null ? IsOntoItself ? null : writer.Stored : new(kept.Algorithm, kept.Type, IsOptional: true);
    }

    private ETag? Comparable(ObjectFacts facts) =>
        EvidenceChoice.SpeaksOfContent(facts.ETag, facts.Encryption, source.Location.IsDirectoryBucket) ? facts.ETag : null;
}
