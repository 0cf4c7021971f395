using System.Threading.Tasks.Sources;

namespace S3Sync.Integrity.Md5Lanes;

/// <summary>One stream of an <see cref="Md5Queue"/>: chunk after chunk is added, each awaited before the next; then the digest is taken.</summary>
internal sealed class Md5Stream(Md5Queue queue) : ContentHasher, IValueTaskSource, IThreadPoolWorkItem
{
    private readonly Md5State _state = new();
    private ReadOnlyMemory<byte> _chunk;
    private ManualResetValueTaskSourceCore<bool> _added;
    private bool _isClosed;

    public override int DigestLength => Md5State.DigestLength;

    /// <summary>What the next batch has to add.</summary>
    internal Md5Work Work => new(_state, _chunk);

    /// <summary>
    /// Adds a chunk, which is read until the returned task is done and not afterwards. There is nothing to cancel: a chunk waits for no other,
    /// only for a processor.
    /// </summary>
    public ValueTask AppendAsync(ReadOnlyMemory<byte> chunk)
    {
        if (queue.IsAlone)
        {
            _state.Append(chunk.Span);
            return ValueTask.CompletedTask;
        }

        _chunk = chunk;
        _added.Reset();
        var added = new ValueTask(this, _added.Version);
        queue.Add(this);
        return added;
    }

    /// <summary>Adds a chunk by itself.</summary>
    public override void Append(ReadOnlySpan<byte> content) => _state.Append(content);

    public override byte[] Finish() => _state.Finish();

    void IThreadPoolWorkItem.Execute() => Continue();

    /// <summary>Lets go of the chunk, and runs what waited for it.</summary>
    internal void Continue()
    {
        _chunk = default;
        _added.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => _added.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _added.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _added.OnCompleted(continuation, state, token, flags);

    protected override void Dispose(bool disposing)
    {
        if (!_isClosed)
        {
            _isClosed = true;
            queue.Close();
        }

        base.Dispose(disposing);
    }
}
