using System.Buffers;
using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Storage;
using S3Sync.Storage.Local;
using S3Sync.Storage.S3;

namespace S3Sync.Transfers.Upload;

/// <summary>
/// A file to an object: one PUT below the threshold, parts side by side above it. Every body is digested by itself just before it is sent,
/// and the file is looked at again before anything is stored under its final key.
/// </summary>
internal sealed class FileUpload(LocalStore source, S3Store target, ObjectWriter writer, WrittenHeaders headers, TransferOptions options) : ITransfer
{
    /// <summary>Up to here a body is read once, into the pooled buffer it is sent from; above, a second pass comes from the page cache.</summary>
    private const int SmallBody = 256 << 10;

    public string PlaceOf(Entry entry) => target.FullKey(entry.Key);

    public async Task<Delivery> RunAsync(Entry entry, CancellationToken cancellationToken)
    {
        var file = source.Probe(entry);
        var key = target.FullKey(entry.Key);
        var verdicts = file.Size >= options.MultipartThreshold ? await PartsAsync(key, entry, file, cancellationToken)
            : file.Size <= SmallBody ? await SmallAsync(key, entry, file, cancellationToken)
            : await WholeAsync(key, entry, file, cancellationToken);
        return new(file.Size, file.Modified, verdicts) { Content = ContentOf(file, verdicts) };
    }

    private HashedContent? ContentOf(SourceFile file, IReadOnlyList<Verdict> verdicts)
    {
        var etag = verdicts.OfType<Verdict.ETagAgrees>().LastOrDefault()?.Source;
        var checksum = verdicts.OfType<Verdict.ChecksumAgrees>().LastOrDefault()?.Source;
        StoredEvidence? verified = etag is { } tag ? new StoredEvidence.OfETag(tag) : checksum is null ? null : new StoredEvidence.OfChecksum(checksum);
        return verified is null ? null
            : new(file.Facts.Stamp, verified, verified.IsOverParts ? PartLayout.PartSizeFor(file.Size, options.MultipartChunkSize) : 0);
    }

    private async Task<IReadOnlyList<Verdict>> SmallAsync(string key, Entry entry, SourceFile file, CancellationToken cancellationToken)
    {
        var length = (int)file.Size;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        try
        {
            await file.Whole().ReadAsync(buffer.AsMemory(0, length), cancellationToken);
            RequireUnchanged(file);
            var digests = writer.Digester.Of(buffer.AsSpan(0, length));
            return await writer.PutAsync(key, digests, buffer.AsMemory(0, length), HeadersOf(entry, file), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<IReadOnlyList<Verdict>> WholeAsync(string key, Entry entry, SourceFile file, CancellationToken cancellationToken)
    {
        var slice = file.Slice(0, file.Size);
        var digests = await DigestAsync(slice, cancellationToken);
        RequireUnchanged(file);
        return await writer.PutAsync(key, digests, slice.Open, HeadersOf(entry, file), cancellationToken);
    }

    private Task<IReadOnlyList<Verdict>> PartsAsync(string key, Entry entry, SourceFile file, CancellationToken cancellationToken)
    {
        var layout = PartLayout.Uniform(file.Size, PartLayout.PartSizeFor(file.Size, options.MultipartChunkSize));
        return writer.WriteAsync(
            new(key, HeadersOf(entry, file), layout, (slot, token) => PartRetry.RunAsync(() => PartAsync(key, file, slot, token)))
            {
                BeforeComplete = _ => RequireUnchanged(file),
            },
            cancellationToken);
    }

    private async Task<WrittenPart> PartAsync(string key, SourceFile file, PartSlot slot, CancellationToken cancellationToken)
    {
        var slice = file.Slice(slot.Range.Offset, slot.Range.Length);
        var digests = await DigestAsync(slice, cancellationToken);
        return await writer.PutPartAsync(key, slot, digests, slice.Open, cancellationToken);
    }

    private async Task<BodyDigests> DigestAsync(ContentSlice slice, CancellationToken cancellationToken)
    {
        await using var content = slice.Open();
        return await writer.Digester.OfAsync(content, cancellationToken);
    }

    private Storage.S3.Values.ObjectHeaders HeadersOf(Entry entry, SourceFile file) => headers.ForFile(entry, file.Modified);

    private static void RequireUnchanged(SourceFile file)
    {
        if (file.Changed() is { } problem)
        {
            throw new StorageException(problem, FailureKind.Changed);
        }
    }
}
