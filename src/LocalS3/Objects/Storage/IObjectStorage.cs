namespace S3Sync.LocalS3.Objects.Storage;

/// <summary>Where buckets are kept: a folder, or memory.</summary>
internal interface IObjectStorage
{
    /// <summary>Every bucket that was kept, opened.</summary>
    IEnumerable<(string Name, IBucketStorage Storage)> OpenAll();

    /// <summary>Makes a bucket; it is there, with its first record, or not at all.</summary>
    IBucketStorage Create(string name, JournalRecord first);

    /// <summary>Removes a bucket with everything in it.</summary>
    void Remove(string name, IBucketStorage storage);
}

/// <summary>What a bucket is kept in: a journal of what happened, and segments of bytes that journal records refer to.</summary>
internal interface IBucketStorage : IDisposable
{
    /// <summary>What happened so far, in order.</summary>
    IEnumerable<JournalRecord> Load();

    /// <summary>Called once after loading: the journal may be rewritten as <paramref name="live"/>, and segments not in <paramref name="segments"/> swept.</summary>
    void Settle(IReadOnlyCollection<JournalRecord> live, IReadOnlySet<string> segments);

    /// <summary>Begins a segment. It belongs to nothing until a record names it.</summary>
    /// <param name="expected">The length in bytes when it is known.</param>
    SegmentWriter CreateSegment(long? expected);

    /// <summary>Opens a segment for reading from its first byte.</summary>
    Stream Open(Segment segment);

    /// <summary>Removes a segment's bytes.</summary>
    void Discard(Segment segment);

    /// <summary>Writes what happened. The caller's lock gives the order. It has happened when this returns, and outlives power when <see cref="FlushAsync"/> does.</summary>
    void Append(JournalRecord record);

    /// <summary>Returns when everything appended before is on the medium.</summary>
    Task FlushAsync();
}

/// <summary>Takes a segment's bytes; what is not finished is removed when disposed.</summary>
internal abstract class SegmentWriter : IDisposable
{
    /// <summary>Adds bytes.</summary>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Ends the segment: its bytes are on the medium.</summary>
    public abstract Segment Finish();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes what was not finished.</summary>
    protected abstract void Dispose(bool disposing);
}
