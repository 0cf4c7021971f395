using System.Runtime.CompilerServices;
using S3Sync.Integrity;
using S3Sync.Limits;
using S3Sync.Reporting;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.Transfers.Recording;

namespace S3Sync.Transfers;

/// <summary>Writes objects to the target and compares every answer with what was sent: one PUT, or parts side by side.</summary>
internal sealed class ObjectWriter(
    S3Store target, WriteVerification verification, BodyDigester digester, SeatBudget seats, BufferBudget buffers, RunLedger ledger)
{
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(5);

    /// <summary>The additional checksum that objects are stored with unless a write says another; null for none.</summary>
    public AskedChecksum? Stored => digester.Needs.Stored;

    /// <summary>How bodies are digested before they are written.</summary>
    public BodyDigester Digester => digester;

    /// <summary>How bodies that are whole objects are digested: as all others, and by SHA-256 where a record is kept.</summary>
    public BodyDigester Wholes { get; } = ledger.KeepsRecords ? digester.WithSha256() : digester;

    /// <summary>Whether a record of each object is kept, which has the SHA-256 of its content.</summary>
    public bool KeepsRecords => ledger.KeepsRecords;

    /// <summary>How answers are compared.</summary>
    public WriteVerification Verification => verification;

    /// <summary>What is in flight at a time.</summary>
    public SeatBudget Seats => seats;

    /// <summary>Where moved bytes are counted.</summary>
    public ProgressMeter Meter => ledger.Meter;

    /// <summary>Stores a whole object whose digests are known, from a stream that is opened for each attempt.</summary>
    public Task<Written> PutAsync(string key, BodyDigests digests, Func<Stream> open, ObjectHeaders headers, CancellationToken cancellationToken) =>
        PutAsync(key, digests, digests.ToBody(open, Meter.AddBytes), headers, cancellationToken);

    /// <summary>Stores a whole object whose digests are known, from memory.</summary>
    public Task<Written> PutAsync(string key, BodyDigests digests, ReadOnlyMemory<byte> content, ObjectHeaders headers, CancellationToken cancellationToken) =>
        PutAsync(key, digests, digests.ToBody(content, Meter.AddBytes), headers, cancellationToken);

    /// <summary>Stores one part whose digests are known.</summary>
    public async Task<WrittenPart> PutPartAsync(string key, PartSlot slot, BodyDigests digests, Func<Stream> open, CancellationToken cancellationToken)
    {
        var body = digests.ToBody(open, Meter.AddBytes);
        var answer = await target.Parts.UploadAsync(key, slot.UploadId, slot.Range.Number, slot.CarriesChecksum ? body : body.WithoutChecksum(), cancellationToken);
        return Accept(key, slot, answer, digests.Md5, digests.Checksum);
    }

    /// <summary>A part that was sent with these digests, when the store's answer agrees with them.</summary>
    public WrittenPart Accept(string key, PartSlot slot, StoredAnswer answer, byte[]? md5, Checksum? checksum)
    {
        ETag? sent = md5 is null ? null : ETag.OfContent(md5);
        verification.RequirePart(key, answer, sent, checksum);
        var stored = answer.ETag!.Value; // a part that is answered without one is refused
        var isTold = answer.Checksums.Any(kept => kept.Algorithm == checksum?.Algorithm);
        return new(slot.Range, stored, verification.SpeaksOfContent(stored, answer) ? md5 : null, checksum)
        {
            Named = slot.CarriesChecksum && (isTold || Stored is { IsOptional: false }) ? checksum : null,
        };
    }

    /// <summary>
    /// Writes an object in parts. It is completed only when every part's answer agreed; otherwise its parts in flight are awaited and the
    /// upload is aborted until it is gone, without the run's token.
    /// </summary>
    public async Task<Written> WriteAsync(MultipartWrite write, CancellationToken cancellationToken)
    {
        var beginning = new UploadBeginning();
        var completed = false;
        try
        {
            var uploadId = await target.Parts.CreateAsync(write.Key, write.Headers, write.Stored ?? Stored, beginning, cancellationToken);
            var parts = await WritePartsAsync(write, beginning, cancellationToken);
            write.BeforeComplete(parts);
            return await CompleteAsync(write, uploadId, parts, () => completed = true, cancellationToken);
        }
        finally
        {
            await CleanUpAsync(write.Key, beginning, completed);
        }
    }

    /// <summary>Stores a whole object for which a seat is taken already.</summary>
    public Task<Written> PutAsync(
        string key, BodyDigests digests, Func<Stream> open, ObjectHeaders headers, AdaptiveLimit.Seat seat, CancellationToken cancellationToken)
    {
        seat.Moved(digests.Length);
        return PutSeatedAsync(key, digests, digests.ToBody(open, Meter.AddBytes), headers, cancellationToken);
    }

    private async Task<Written> PutAsync(string key, BodyDigests digests, RequestBody body, ObjectHeaders headers, CancellationToken cancellationToken)
    {
        using var seat = await seats.TakeAsync(cancellationToken);
        seat.Moved(digests.Length);
        return await PutSeatedAsync(key, digests, body, headers, cancellationToken);
    }

    private async Task<Written> PutSeatedAsync(string key, BodyDigests digests, RequestBody body, ObjectHeaders headers, CancellationToken cancellationToken)
    {
        var answer = await target.Objects.PutAsync(key, body, headers, cancellationToken);
        return await verification.SettleAsync(key, answer, digests.ETag, body.Checksum is { } sent ? [sent] : [], cancellationToken);
    }

    private async Task<WrittenPart[]> WritePartsAsync(MultipartWrite write, UploadBeginning upload, CancellationToken cancellationToken)
    {
        var written = new WrittenPart[write.Layout.Parts.Count];
        var degree = new ParallelOptions { MaxDegreeOfParallelism = seats.PartDegree, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(SlotsAsync(write, upload, cancellationToken), degree, async (slot, token) =>
        {
            using (slot)
            {
                written[slot.Range.Number - 1] = await write.WritePart(slot, token);
            }
        });
        return written;
    }

    // Seats and buffers are taken in part order by this one sequence: a part never waits for one that holds neither.
    private async IAsyncEnumerable<PartSlot> SlotsAsync(MultipartWrite write, UploadBeginning upload, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var range in write.Layout.Parts)
        {
            var seat = await seats.TakePartAsync(range.Length, cancellationToken);
            BufferBudget.Lease? buffer = null;
            try
            {
                buffer = write.NeedsBuffers ? await buffers.RentAsync((int)range.Length, cancellationToken) : null;
            }
            catch (OperationCanceledException)
            {
                seat.Dispose();
                throw;
            }

            yield return new(upload.UploadId!, range, seat, buffer) { CarriesChecksum = upload.CarriesChecksums }; // begun before
        }
    }

    private async Task<Written> CompleteAsync(
        MultipartWrite write, string uploadId, WrittenPart[] parts, Action completed, CancellationToken cancellationToken)
    {
        var checksums = WholeChecksums(parts);
        var finished = parts.Select(part => new FinishedPart(part.Range.Number, part.ETag, part.Named)).ToList();
        var isFullObject = (write.Stored ?? Stored) is { Type: ChecksumType.FullObject } && parts.All(part => part.Named is not null);
        var fullObject = isFullObject ? checksums.FirstOrDefault(value => value.Type == ChecksumType.FullObject) : null;
        var answer = await target.Parts.CompleteAsync(write.Key, uploadId, finished, fullObject, write.Headers.Condition, cancellationToken);
        completed();
        ETag? etag = parts.All(part => part.Md5 is not null) ? ETag.OfParts(parts.Select(part => part.Md5!)) : null; // just checked
        var expected = write.Expected ?? new(etag, checksums);
        return await verification.SettleAsync(write.Key, answer, expected.ETag, expected.Checksums, cancellationToken);
    }

    // CRC64NVME is always over the full object; the others are kept over the parts by S3. "Checking object integrity", Amazon S3 User Guide.
    private static List<Checksum> WholeChecksums(WrittenPart[] parts)
    {
        if (parts.Any(part => part.Checksum is null) || parts[0].Checksum is not { Algorithm: var algorithm })
        {
            return [];
        }

        var digests = parts.Select(part => (Digest: Convert.FromBase64String(part.Checksum!.Base64), part.Range.Length)).ToList(); // just checked
        var forms = new List<Checksum>(2);
        if (algorithm.CanCombine())
        {
            forms.Add(MultipartChecksum.FullObject(algorithm, digests));
        }

        if (algorithm != ChecksumAlgorithm.Crc64Nvme)
        {
            forms.Add(MultipartChecksum.Composite(algorithm, digests.Select(part => part.Digest)));
        }

        return forms;
    }

    // It only tells what remains and never throws: the failure that led here is the one that counts.
    private async Task CleanUpAsync(string key, UploadBeginning beginning, bool completed)
    {
        using var limit = new CancellationTokenSource(CleanUpTime);
        if (!completed && beginning.UploadId is { } uploadId && await target.Parts.AbortUntilGoneAsync(key, uploadId, limit.Token) is { } problem)
        {
            await ledger.RunProblemAsync(problem);
        }

        foreach (var remains in await target.StrayUploads.RemoveAsync(key, beginning, limit.Token))
        {
            await ledger.RunProblemAsync(remains);
        }
    }
}
