namespace S3Sync.Manifests;

/// <summary>What a manifest says after its entries.</summary>
public sealed record ManifestTrailer
{
    /// <summary>The counts.</summary>
    public required ManifestTotals Totals { get; init; }

    /// <summary>How many source entries were left out, by the name of the filter that decided, in the order of the names.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>
    /// The SHA-256 in lower-case hex over key, size and content of every entry, in key order: the same for the same content, wherever, whenever
    /// and by whatever it was published.
    /// </summary>
    public required string Digest { get; init; }

    /// <summary>The SHA-256 in lower-case hex over all that is said of entries, deletes and failures: it tells a damaged manifest.</summary>
    public required string Seal { get; init; }
}

/// <summary>The counts of a manifest. Bytes are those of the entries, whether or not they were moved.</summary>
public sealed record ManifestTotals
{
    /// <summary>Entries.</summary>
    public long Objects { get; init; }

    /// <summary>The sum of their sizes.</summary>
    public long Bytes { get; init; }

    /// <summary>Entries whose content was written.</summary>
    public long Transferred { get; init; }

    /// <summary>Entries that were as they should be.</summary>
    public long Unchanged { get; init; }

    /// <summary>Entries whose headers alone were replaced.</summary>
    public long Restamped { get; init; }

    /// <summary>Entries whose tags alone were replaced.</summary>
    public long Retagged { get; init; }

    /// <summary>Entries without a SHA-256.</summary>
    public long Unproven { get; init; }

    /// <summary>Deleted target entries.</summary>
    public long Deleted { get; init; }

    /// <summary>Source entries that were left out.</summary>
    public long Skipped { get; init; }

    /// <summary>Objects that could not be published.</summary>
    public long Failed { get; init; }
}
