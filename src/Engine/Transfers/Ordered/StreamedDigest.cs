using System.Security.Cryptography;
using S3Sync.Integrity;

namespace S3Sync.Transfers.Ordered;

/// <summary>
/// The SHA-256 of content whose parts are too large for buffers and are streamed: each part waits for the one before it, and every attempt at a
/// part begins where that one ended. It costs the side by side, so it is there only for who asks.
/// </summary>
internal sealed class StreamedDigest(int parts) : IDisposable
{
    private readonly TaskCompletionSource[] _done = [.. Enumerable.Range(0, parts).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
    private IncrementalHash _front = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The SHA-256 in lower-case hex of all parts that were accepted.</summary>
    public string Sha256 => Convert.ToHexStringLower(_front.GetCurrentHash());

    /// <summary>Waits until all parts before this one are digested. Parts must be begun in order.</summary>
    public Task WaitAsync(PartRange range, CancellationToken cancellationToken) =>
        range.Number == 1 ? Task.CompletedTask : _done[range.Number - 2].Task.WaitAsync(cancellationToken);

    /// <summary>The digest of all before the present part, for an attempt to go on with; the caller's to dispose.</summary>
    public IncrementalHash Begin() => _front.Clone();

    /// <summary>Takes what an attempt has made of the present part.</summary>
    public void Accept(PartRange range, IncrementalHash attempt)
    {
        _front.Dispose();
        _front = attempt.Clone();
        _done[range.Number - 1].SetResult();
    }

    public void Dispose() => _front.Dispose();
}
