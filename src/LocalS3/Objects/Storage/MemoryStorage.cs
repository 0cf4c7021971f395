namespace S3Sync.LocalS3.Objects.Storage;

/// <summary>Keeps buckets in this process's memory; nothing outlives it.</summary>
internal sealed class MemoryStorage : IObjectStorage
{
    /// <inheritdoc/>
    public IEnumerable<(string Name, IBucketStorage Storage)> OpenAll() => [];

    /// <inheritdoc/>
    public IBucketStorage Create(string name, JournalRecord first) => new BucketMemory();

    /// <inheritdoc/>
    public void Remove(string name, IBucketStorage storage) => storage.Dispose();

    private sealed class BucketMemory : IBucketStorage
    {
        public IEnumerable<JournalRecord> Load() => [];

        public void Settle(IReadOnlyCollection<JournalRecord> live, IReadOnlySet<string> segments)
        {
        }

        public SegmentWriter CreateSegment(long? expected) => new ChunkWriter(expected);

        public Stream Open(Segment segment) => new ChunkStream(segment);

        // The garbage collector takes the bytes with the last reader.
        public void Discard(Segment segment)
        {
        }

        public void Append(JournalRecord record)
        {
        }

        public Task FlushAsync() => Task.CompletedTask;

        public void Dispose()
        {
        }
    }

    // Chunks of at most 1 MiB: an object may be larger than an array can be, and a tiny one takes exactly its size.
    private sealed class ChunkWriter(long? expected) : SegmentWriter
    {
        private const int ChunkSize = 1 << 20;

        private readonly List<byte[]> _chunks = [];
        private byte[] _open = [];
        private int _used;
        private long _length;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            while (bytes.Length > 0)
            {
                if (_used == _open.Length)
                {
                    Close();
                    _open = new byte[Math.Clamp((expected ?? 0) - _length, Math.Min(bytes.Length, ChunkSize), ChunkSize)];
                }

                var taken = Math.Min(bytes.Length, _open.Length - _used);
                bytes.Span[..taken].CopyTo(_open.AsSpan(_used));
                bytes = bytes[taken..];
                _used += taken;
                _length += taken;
            }

            return ValueTask.CompletedTask;
        }

        public override Segment Finish()
        {
            Close();
            return new(string.Empty, _length) { Chunks = [.. _chunks] };
        }

        protected override void Dispose(bool disposing)
        {
        }

        private void Close()
        {
            if (_used > 0)
            {
                _chunks.Add(_used == _open.Length ? _open : _open[.._used]);
            }

            (_open, _used) = ([], 0);
        }
    }
}
