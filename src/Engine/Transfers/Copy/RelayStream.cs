using System.Security.Cryptography;
using S3Sync.Integrity;
using S3Sync.Storage.S3.Values;
using S3Sync.Transfers.Ordered;

namespace S3Sync.Transfers.Copy;

/// <summary>
/// A source range as the body of a write: every attempt asks for it anew on its first read, and digests its own bytes while they pass, for
/// the source's evidence and for the target's answer. An attempt that still reads after it was given up cannot spoil the next one.
/// </summary>
internal sealed class RelayBody(Func<Task<ReceivedObject>> get, ContentVerifier verifier, IReadOnlyList<ChecksumAlgorithm?> sent, StreamedDigest? front) : IDisposable
{
    private readonly List<RelayStream> _attempts = [];

    /// <summary>The digests of the last attempt, for the source's evidence.</summary>
    public DigestSet SourceDigests => _attempts[^1].SourceDigests;

    /// <summary>What the last attempt has made of the whole content so far; null when nobody asked.</summary>
    public IncrementalHash? Front => _attempts[^1].Front;

    /// <summary>The digests of the last attempt, for the target's answer; in the order they were asked for.</summary>
    public byte[][] FinishSent() => _attempts[^1].SentDigests.Finish();

    /// <summary>Begins an attempt.</summary>
    public Stream Open()
    {
        var attempt = new RelayStream(get, verifier.Begin(), new(sent), front?.Begin());
        _attempts.Add(attempt);
        return attempt;
    }

    public void Dispose()
    {
        foreach (var attempt in _attempts)
        {
            attempt.SourceDigests.Dispose();
            attempt.SentDigests.Dispose();
            attempt.Front?.Dispose();
        }
    }
}

/// <summary>One attempt: forward only, asked for on its first read.</summary>
internal sealed class RelayStream(Func<Task<ReceivedObject>> get, DigestSet sourceDigests, DigestSet sentDigests, IncrementalHash? front) : Stream
{
    private ReceivedObject? _received;

    /// <summary>For the source's evidence.</summary>
    public DigestSet SourceDigests => sourceDigests;

    /// <summary>The whole content up to what was read; null when nobody asked.</summary>
    public IncrementalHash? Front => front;

    /// <summary>For the target's answer.</summary>
    public DigestSet SentDigests => sentDigests;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _received ??= await get();
        var read = await _received.Body.ReadAsync(buffer, cancellationToken);
        await sourceDigests.AppendAsync(buffer[..read]);
        await sentDigests.AppendAsync(buffer[..read]);
        front?.AppendData(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override async ValueTask DisposeAsync()
    {
        if (_received is not null)
        {
            await _received.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        // The connection goes back to the pool without waiting: nothing is left to read or to lose.
        if (disposing && _received is not null)
        {
            _received.Body.Dispose();
        }

        base.Dispose(disposing);
    }
}
