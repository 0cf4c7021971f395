using System.Runtime.CompilerServices;

namespace S3Sync.Integrity.Md5Lanes;

/// <summary>
/// Brings the chunks of concurrent streams together into batches, as a group commit does. A chunk that comes while no batch is due calls for
/// one as a work item behind all that the pool has to do already; whoever comes until its turn shares it. So a batch waits for nobody: an
/// idle machine takes it at once, and a busy one has more to put into it. A stream that is the only open one is added to without a detour.
/// </summary>
/// <param name="lanes">The most chunks of a batch: <see cref="Md5Batch.Lanes"/>, or fewer.</param>
internal sealed class Md5Queue(int lanes) : IThreadPoolWorkItem
{
    private readonly Queue<Md5Stream> _waiting = new();
    private readonly Lock _gate = new();
    private bool _isCalled;
    private int _open;

    /// <summary>Begins a stream.</summary>
    public Md5Stream Open()
    {
        Interlocked.Increment(ref _open);
        return new(this);
    }

    /// <summary>Runs one batch.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        Streams streams = default;
        Works works = default;
        var count = Take(streams);
        for (var index = 0; index < count; index++)
        {
            works[index] = streams[index].Work;
        }

        Md5Batch.Append(((ReadOnlySpan<Md5Work>)works)[..count]);
        for (var index = 1; index < count; index++)
        {
            // Behind each other and before the next batch: their next chunks are in it.
            ThreadPool.UnsafeQueueUserWorkItem(streams[index], preferLocal: false);
        }

        if (count > 0)
        {
            streams[0].Continue();
        }
    }

    /// <summary>Whether a chunk of the stream has no company to wait for.</summary>
    internal bool IsAlone => lanes < 2 || Volatile.Read(ref _open) < 2;

    /// <summary>Puts a stream with a chunk in the queue.</summary>
    internal void Add(Md5Stream stream)
    {
        lock (_gate)
        {
            _waiting.Enqueue(stream);
            if (_isCalled)
            {
                return;
            }

            _isCalled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Ends a stream.</summary>
    internal void Close() => Interlocked.Decrement(ref _open);

    private int Take(Span<Md5Stream> streams)
    {
        var count = 0;
        lock (_gate)
        {
            while (count < lanes && _waiting.TryDequeue(out var stream))
            {
                streams[count++] = stream;
            }

            _isCalled = _waiting.Count > 0;
            if (!_isCalled)
            {
                return count;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return count;
    }

    [InlineArray(Md5Batch.MostLanes)]
    private struct Streams
    {
        private Md5Stream _first;
    }

    [InlineArray(Md5Batch.MostLanes)]
    private struct Works
    {
        private Md5Work _first;
    }
}
