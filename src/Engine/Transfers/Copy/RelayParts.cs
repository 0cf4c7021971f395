using S3Sync.Integrity;
using S3Sync.Problems;
using S3Sync.Storage.S3;
using S3Sync.Storage.S3.Values;
using S3Sync.Transfers.Ordered;
using S3Sync.Transfers.Recording;

namespace S3Sync.Transfers.Copy;

/// <summary>Moves the parts of a relayed object: each in a rented buffer, or streamed with a trailing checksum when it is larger than that.</summary>
internal sealed class RelayParts(SourceReading reading, S3Store target, ObjectWriter writer, BufferBudget buffers)
{
    // What trails a streamed body: the run's checksum, or the one that every endpoint knows.
    private readonly AskedChecksum _trailing = writer.Stored ?? AskedChecksum.Of(ChecksumAlgorithm.Crc32) with { IsOptional = true };

    /// <summary>How the source is read.</summary>
    public SourceReading Reading => reading;

    /// <summary>What is larger streams.</summary>
    public long LargestBuffer => buffers.Largest;

    /// <summary>Rents a buffer of the run's budget.</summary>
    public Task<BufferBudget.Lease> RentAsync(int length, CancellationToken cancellationToken) => buffers.RentAsync(length, cancellationToken);

    /// <summary>Writes the object in parts.</summary>
    public async Task<Written> WriteAsync(Relay relay, PartLayout layout, CancellationToken cancellationToken)
    {
        var buffered = layout.Parts.Max(part => part.Length) <= buffers.Largest;
        var front = relay.Verifier.Front is { } digests ? new OrderedDigest(digests, layout.Parts.Count) : null;
        IReadOnlyList<Verdict> fromSource = [];
        var write = new MultipartWrite(relay.TargetKey, relay.Headers, layout, (slot, token) => buffered
            ? BufferedPartAsync(relay, slot, front, token)
            : StreamedPartAsync(relay, slot, token))
        {
            NeedsBuffers = buffered,
            Stored = buffered ? null : _trailing,
            BeforeComplete = written => fromSource = RequireMirrored(relay, reading.Require(relay.Source, relay.Verifier.Conclude(), relay.IsGuess), written),
        };
        var atTarget = await writer.WriteAsync(write, cancellationToken);
        return atTarget with { Verdicts = [.. fromSource, .. atTarget.Verdicts] };
    }

    /// <summary>Writes the object by one PUT, streamed.</summary>
    public async Task<Written> StreamWholeAsync(Relay relay, CancellationToken cancellationToken)
    {
        var range = new PartRange(1, 0, relay.Facts.Length);
        using var body = NewBody(relay, range, null, cancellationToken);
        using var seat = await writer.Seats.TakeAsync(cancellationToken);
        seat.Moved(range.Length);
        var answer = await target.Objects.PutAsync(relay.TargetKey, AsRequest(body, range), relay.Headers, cancellationToken);
        relay.Verifier.Finish(range, body.SourceDigests);
        var fromSource = relay.Verifier.Conclude();
        var (md5, checksum) = Sent(body);
        var atTarget = await writer.Verification.SettleAsync(relay.TargetKey, answer, ETagOf(md5), [checksum], cancellationToken);
        RequireOrUndo(relay, answer, fromSource);
        return atTarget with { Verdicts = [.. fromSource, .. atTarget.Verdicts] };
    }

    private async Task<WrittenPart> BufferedPartAsync(Relay relay, PartSlot slot, OrderedDigest? front, CancellationToken cancellationToken)
    {
        var content = slot.Buffer!.Memory; // the write asked for buffers
        var read = await PartRetry.RunAsync(() => ReadAsync(relay, slot.Range, content, cancellationToken));
        using (read)
        {
            relay.Verifier.Finish(slot.Range, read);
        }

        if (front is not null)
        {
            await front.AppendAsync(slot.Range, content, cancellationToken);
        }

        var digests = await writer.Digester.OfAsync(content);
        return await PartRetry.RunAsync(() => writer.PutPartAsync(relay.TargetKey, slot, digests, slot.Buffer.OpenRead, cancellationToken));
    }

    private async Task<DigestSet> ReadAsync(Relay relay, PartRange range, Memory<byte> content, CancellationToken cancellationToken)
    {
        await using var received = await reading.GetAsync(relay.Source, relay.Facts, range, cancellationToken);
        await received.Body.ReadExactlyAsync(content, cancellationToken);
        var digests = relay.Verifier.Begin();
        await digests.AppendInChunksAsync(content);
        return digests;
    }

    private async Task<WrittenPart> StreamedPartAsync(Relay relay, PartSlot slot, CancellationToken cancellationToken)
    {
        await (relay.Streamed?.WaitAsync(slot.Range, cancellationToken) ?? Task.CompletedTask);
        return await PartRetry.RunAsync(async () =>
        {
            using var body = NewBody(relay, slot.Range, relay.Streamed, cancellationToken);
            var request = AsRequest(body, slot.Range);
            var answer = await target.Parts.UploadAsync(relay.TargetKey, slot.UploadId, slot.Range.Number, slot.CarriesChecksum ? request : request.WithoutChecksum(), cancellationToken);
            relay.Verifier.Finish(slot.Range, body.SourceDigests);
            var (md5, checksum) = Sent(body);
            var part = writer.Accept(relay.TargetKey, slot, answer, md5, checksum);
            relay.Streamed?.Accept(slot.Range, body.Front!); // begun with it
            return part;
        });
    }

    private RelayBody NewBody(Relay relay, PartRange range, StreamedDigest? front, CancellationToken cancellationToken) =>
        new(() => reading.GetAsync(relay.Source, relay.Facts, range, cancellationToken), relay.Verifier, writer.Digester.Needs.Md5 ? [_trailing.Algorithm, null] : [_trailing.Algorithm], front);

    private (byte[]? Md5, Checksum Checksum) Sent(RelayBody body)
    {
        var digests = body.FinishSent();
        return (digests.ElementAtOrDefault(1), Checksum.OfDigest(_trailing.Algorithm, digests[0]));
    }

    private static ETag? ETagOf(byte[]? md5) => md5 is null ? null : ETag.OfContent(md5);

    private RequestBody AsRequest(RelayBody body, PartRange range) => new()
    {
        Length = range.Length,
        Open = body.Open,
        TrailerAlgorithm = _trailing.Algorithm,
        ChecksumIsOptional = _trailing.IsOptional,
        OnBytes = writer.Meter.AddBytes,
    };

    // A full-object checksum agrees with any cut: that this one is the source's own is told by its ETag, without another digest.
    private IReadOnlyList<Verdict> RequireMirrored(Relay relay, IReadOnlyList<Verdict> fromSource, IReadOnlyList<WrittenPart> written)
    {
        if (!relay.IsGuess || relay.Facts.ETag is not { IsMultipart: true } mirrored || !reading.SpeaksOfContent(relay.Facts) || written.Any(part => part.Md5 is null))
        {
            return fromSource;
        }

        var made = ETag.OfParts(written.Select(part => part.Md5!)); // just checked
        return made == mirrored ? fromSource
            : throw reading.Doubted(relay.Source, new(IntegrityProblems.ReceivedDiffers(relay.Source.Key, "ETag", mirrored.Value, made.Value), Storage.FailureKind.Broken));
    }

    // One PUT stores before the last byte of the source can be judged: what disagrees is taken back.
    private void RequireOrUndo(Relay relay, StoredAnswer answer, IReadOnlyList<Verdict> fromSource)
    {
        try
        {
            reading.Require(relay.Source, fromSource, isGuess: false);
        }
        catch (Storage.StorageException failure)
        {
            throw new Storage.StorageException(failure.Problem, failure.Kind, failure)
            {
                Undo = cancellationToken => target.Objects.RemoveIfStillAsync(relay.TargetKey, answer, cancellationToken),
            };
        }
    }
}
