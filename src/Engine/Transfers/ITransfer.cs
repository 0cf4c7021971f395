using S3Sync.Entries;
using S3Sync.Integrity;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Transfers;

/// <summary>Carries one source entry to the target and verifies it. The direction is the type; a failure is a <see cref="Storage.StorageException"/>.</summary>
internal interface ITransfer
{
    /// <summary>Where the entry goes: the full key or the path.</summary>
    string PlaceOf(Entry source);

    /// <summary>Transfers the entry once.</summary>
    Task<Delivery> RunAsync(Entry source, CancellationToken cancellationToken);
}

/// <summary>What has arrived.</summary>
/// <param name="Size">Bytes, as transferred (the listed size may be older).</param>
/// <param name="SourceModified">The transferred version's last-modified time.</param>
/// <param name="Verdicts">What verification found; never a disagreement, that is a failure.</param>
internal sealed record Delivery(long Size, DateTimeOffset SourceModified, IReadOnlyList<Verdict> Verdicts)
{
    /// <summary>Of a local file that was uploaded and verified: its ETag, else its checksum, with the state that the file was in; null otherwise.</summary>
    public HashedContent? Content { get; init; }

    /// <summary>The SHA-256 of the whole content in lower-case hex; null when it was not asked for, or the content did not pass this machine.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What the store says it keeps; null when the target is a directory.</summary>
    public StoredAnswer? Stored { get; init; }

    /// <summary>What the object was written with; null when the target is a directory.</summary>
    public ObjectHeaders? Headers { get; init; }
}
