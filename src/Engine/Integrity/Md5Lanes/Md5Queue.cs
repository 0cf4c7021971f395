using System.Runtime.CompilerServices;

namespace S3Sync.Integrity.Md5Lanes;

/// <summary>
/// Brings the chunks of concurrent streams together into batches, as a group commit does. A chunk that comes while no batch is due calls for
/// one, as a work item behind all that the pool has to do already; whoever comes until it is done shares the next one, which is called behind
/// what its streams have to do. So chunks gather while processors are busy, and an idle machine takes each at once: a batch waits for nobody.
/// A second batch runs beside the first only when it is full. A stream that is the only open one is added to without a detour.
/// </summary>
/// <param name="lanes">The most chunks of a batch: <see cref="Md5Batch.Lanes"/>, or fewer.</param>
internal sealed class Md5Queue(int lanes) : IThreadPoolWorkItem
{
    private readonly Queue<Md5Stream> _waiting = new();
    private readonly Lock _gate = new();
    private int _batches;
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
            // Before the next batch: their next chunks are in it.
            ThreadPool.UnsafeQueueUserWorkItem(streams[index], preferLocal: false);
        }

        CallAgain();
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
            if (_batches > 0 && _waiting.Count < _batches * lanes)
            {
                return;
            }

            _batches++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Ends a stream.</summary>
    internal void Close() => Interlocked.Decrement(ref _open);

    private int Take(Span<Md5Stream> streams)
    {
        lock (_gate)
        {
            var count = 0;
            while (count < lanes && _waiting.TryDequeue(out var stream))
            {
                streams[count++] = stream;
            }

            return count;
        }
    }

    private void CallAgain()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _batches--;
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
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
