namespace S3Sync.LocalS3.Objects.Storage;

/// <summary>One bucket's folder: its journal and its segments.</summary>
internal sealed class BucketDirectory : IBucketStorage
{
    private readonly string _path;
    private readonly string _content;
    private readonly Journal _journal;
    private long _loaded;

    public BucketDirectory(string path)
    {
        _path = path;
        _content = ContentPath(path);
        Directory.CreateDirectory(_content);
        _journal = Journal.Open(JournalPath(path));
    }

    /// <summary>Where a bucket's journal is.</summary>
    public static string JournalPath(string bucket) => Path.Combine(bucket, "journal");

    /// <summary>Opens a segment of the bucket in a folder for reading.</summary>
    public static Stream OpenSegment(string bucket, Segment segment) =>
        new FileStream(PathOf(ContentPath(bucket), segment.Id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1, FileOptions.Asynchronous);

    /// <inheritdoc/>
    public IEnumerable<JournalRecord> Load()
    {
        foreach (var record in _journal.Read())
        {
            _loaded++;
            yield return record;
        }
    }

    /// <inheritdoc/>
    public void Settle(IReadOnlyCollection<JournalRecord> live, IReadOnlySet<string> segments)
    {
        if (_loaded > (live.Count * 2L) + 1000)
        {
            _journal.Rewrite(live);
        }

        foreach (var file in Directory.EnumerateFiles(_content, "*", SearchOption.AllDirectories))
        {
            if (!segments.Contains(Path.GetFileName(file)))
            {
                File.Delete(file);
            }
        }
    }

    /// <inheritdoc/>
    public SegmentWriter CreateSegment(long? expected)
    {
        var id = Guid.NewGuid().ToString("N");
        Directory.CreateDirectory(Path.Combine(_content, id[..2]));
        return new FileWriter(id, PathOf(_content, id));
    }

    /// <inheritdoc/>
    public Stream Open(Segment segment) => OpenSegment(_path, segment);

    /// <inheritdoc/>
    public void Discard(Segment segment) => File.Delete(PathOf(_content, segment.Id));

    /// <inheritdoc/>
    public void Append(JournalRecord record) => _journal.Append(record);

    /// <inheritdoc/>
    public Task FlushAsync() => _journal.FlushAsync();

    /// <inheritdoc/>
    public void Dispose() => _journal.Dispose();

    // The first two digits make 256 folders, so that none grows huge.
    private static string PathOf(string content, string id) => Path.Combine(content, id[..2], id);

    private static string ContentPath(string bucket) => Path.Combine(bucket, "content");

    private sealed class FileWriter(string id, string path) : SegmentWriter
    {
        private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1);
        private bool _finished;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
            await _file.WriteAsync(bytes, cancellationToken);

        public override Segment Finish()
        {
            _file.Flush(flushToDisk: true);
            _finished = true;
            return new(id, _file.Length);
        }

        protected override void Dispose(bool disposing)
        {
            _file.Dispose();
            if (!_finished)
            {
                File.Delete(path);
            }
        }
    }
}
