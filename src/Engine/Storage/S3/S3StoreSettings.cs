namespace S3Sync.Storage.S3;

/// <summary>How one side of a run uses its bucket.</summary>
internal sealed record S3StoreSettings
{
    /// <summary>
    /// Towards a directory, when a non-empty prefix lacks the final <c>/</c>: one leading <c>/</c> of the relative key is dropped, and the
    /// listing is in the order of the keys after that.
    /// </summary>
    public bool DropOneLeadingSlash { get; init; }

    /// <summary>Whether a relative key names an object of the tool's own, which is never an entry.</summary>
    public Func<string, bool> IsOwnObject { get; init; } = static _ => false;

    /// <summary>Requests of one listing at a time.</summary>
    public int MaxParallelListings { get; init; } = new Options.TransferOptions().MaxParallelListings;

    /// <summary>Told when the endpoint says that it is overloaded.</summary>
    public Action OnThrottled { get; init; } = static () => { };
}
