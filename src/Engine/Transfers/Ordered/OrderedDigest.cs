using S3Sync.Integrity;

namespace S3Sync.Transfers.Ordered;

/// <summary>A digest that exists only front to back, over parts that arrive side by side: each part waits for its turn with its buffer in hand.</summary>
internal sealed class OrderedDigest(DigestSet digests, int parts)
{
    private readonly TaskCompletionSource[] _done = [.. Enumerable.Range(0, parts).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

    /// <summary>Adds a part after all parts before it. Parts must be begun in order.</summary>
    public async Task AppendAsync(PartRange range, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (range.Number > 1)
        {
            await _done[range.Number - 2].Task.WaitAsync(cancellationToken);
        }

        await digests.AppendInChunksAsync(content);
        _done[range.Number - 1].SetResult();
    }
}
