using System.Buffers;
using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Options;
using S3Sync.Storage;
using S3Sync.Storage.Local;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.Transfers.Recording;

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
        var written = headers.ForFile(entry, file.Modified);
        var (stored, sha256) = file.Size >= options.MultipartThreshold ? await PartsAsync(key, written, file, cancellationToken)
            : file.Size <= SmallBody ? await SmallAsync(key, written, file, cancellationToken)
            : await WholeAsync(key, written, file, cancellationToken);
        return new(file.Size, file.Modified, stored.Verdicts)
        {
            Content = ContentOf(file, stored.Verdicts, sha256),
            Sha256 = sha256,
            Stored = stored.Answer,
            Headers = written,
        };
    }

    private HashedContent? ContentOf(SourceFile file, IReadOnlyList<Verdict> verdicts, string? sha256)
    {
        var etag = verdicts.OfType<Verdict.ETagAgrees>().LastOrDefault()?.Source;
        var checksum = verdicts.OfType<Verdict.ChecksumAgrees>().LastOrDefault()?.Source;
        StoredEvidence? verified = etag is { } tag ? new StoredEvidence.OfETag(tag) : checksum is null ? null : new StoredEvidence.OfChecksum(checksum);
        return verified is null ? null
            : new(file.Facts.Stamp, verified, verified.IsOverParts ? PartLayout.PartSizeFor(file.Size, options.MultipartChunkSize) : 0) { Sha256 = sha256 };
    }

    private async Task<(Written, string?)> SmallAsync(string key, ObjectHeaders written, SourceFile file, CancellationToken cancellationToken)
    {
        var length = (int)file.Size;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        try
        {
            await file.Whole().ReadAsync(buffer.AsMemory(0, length), cancellationToken);
            RequireUnchanged(file);
            var digests = writer.Wholes.Of(buffer.AsSpan(0, length));
            return (await PutAsync(file, writer.PutAsync(key, digests, buffer.AsMemory(0, length), written, cancellationToken)), digests.ContentSha256);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<(Written, string?)> WholeAsync(string key, ObjectHeaders written, SourceFile file, CancellationToken cancellationToken)
    {
        var slice = file.Slice(0, file.Size);
        var digests = await DigestAsync(writer.Wholes, slice, cancellationToken);
        RequireUnchanged(file);
        return (await PutAsync(file, writer.PutAsync(key, digests, slice.Open, written, cancellationToken)), digests.ContentSha256);
    }

    // What is stored is newer than the file then, and as long: no later run would send it. Under a condition it cannot be sent again, since what
    // is there now is our own.
    private async Task<Written> PutAsync(SourceFile file, Task<Written> put)
    {
        var written = await put;
        return file.Rewritten() is { } problem
            ? throw new StorageException(problem, options.IfMatch || options.IfNoneMatch ? FailureKind.Permanent : FailureKind.Changed)
            : written;
    }

    private async Task<(Written, string?)> PartsAsync(string key, ObjectHeaders written, SourceFile file, CancellationToken cancellationToken)
    {
        var layout = PartLayout.Uniform(file.Size, PartLayout.PartSizeFor(file.Size, options.MultipartChunkSize));
        await using var whole = writer.Wholes == writer.Digester ? null : new WholeFile(file, layout, writer.Stored is { Algorithm: var kept } && kept.CanCombine() ? kept : null);
        var stored = await writer.WriteAsync(
            new(key, written, layout, async (slot, token) =>
            {
                var part = await PartRetry.RunAsync(() => PartAsync(key, file, slot, token));
                await (whole?.FinishedAsync(slot.Range, token) ?? Task.CompletedTask);
                return part;
            })
            {
                BeforeComplete = parts =>
                {
                    RequireUnchanged(file);
                    whole?.Conclude(parts);
                },
            },
            cancellationToken);
        return (stored, whole?.Sha256);
    }

    private async Task<WrittenPart> PartAsync(string key, SourceFile file, PartSlot slot, CancellationToken cancellationToken)
    {
        var slice = file.Slice(slot.Range.Offset, slot.Range.Length);
        var digests = await DigestAsync(writer.Digester, slice, cancellationToken);
        return await writer.PutPartAsync(key, slot, digests, slice.Open, cancellationToken);
    }

    private static async Task<BodyDigests> DigestAsync(BodyDigester digester, ContentSlice slice, CancellationToken cancellationToken)
    {
        await using var content = slice.Open();
        return await digester.OfAsync(content, cancellationToken);
    }

    private static void RequireUnchanged(SourceFile file)
    {
        if (file.Changed() is { } problem)
        {
            throw new StorageException(problem, FailureKind.Changed);
        }
    }
}
