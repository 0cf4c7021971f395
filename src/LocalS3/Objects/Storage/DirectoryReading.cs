namespace S3Sync.LocalS3.Objects.Storage;

/// <summary>Reads the buckets that a <see cref="DirectoryStorage"/> keeps, and touches nothing: leftovers stay, and a folder that is not there is empty.</summary>
internal sealed class DirectoryReading(string folder) : IObjectStorage
{
    private readonly string _root = DirectoryStorage.RootOf(folder);

    /// <inheritdoc/>
    public IEnumerable<(string Name, IBucketStorage Storage)> OpenAll() => !Directory.Exists(_root)
        ? []
        : Directory.EnumerateDirectories(_root).Where(path => !DirectoryStorage.IsLeftover(path)).Select(path => (Path.GetFileName(path), (IBucketStorage)new BucketReading(path)));

    /// <inheritdoc/>
    public IBucketStorage Create(string name, JournalRecord first) => throw Refusal();

    /// <inheritdoc/>
    public void Remove(string name, IBucketStorage storage) => throw Refusal();

    // The router refuses requests that write before they come here.
    private static InvalidOperationException Refusal() => new("The folder is open for reading only.");

    private sealed class BucketReading(string path) : IBucketStorage
    {
        public IEnumerable<JournalRecord> Load() => Journal.ReadAll(BucketDirectory.JournalPath(path)).Select(read => read.Record);

        public void Settle(IReadOnlyCollection<JournalRecord> live, IReadOnlySet<string> segments)
        {
        }

        public SegmentWriter CreateSegment(long? expected) => throw Refusal();

        public Stream Open(Segment segment) => BucketDirectory.OpenSegment(path, segment);

        public void Discard(Segment segment) => throw Refusal();

        public void Append(JournalRecord record) => throw Refusal();

        public Task FlushAsync() => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
