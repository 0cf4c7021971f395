namespace S3Sync.Transfers.Stages;

/// <summary>What became of one object's work; whatever it is, it has been told.</summary>
internal enum Fate
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>There was nothing to be done: the source is gone, or a filter leaves it out.</summary>
    Left,

    /// <summary>It failed.</summary>
    Failed,
}
