using S3Sync.Entries.Rules;
using S3Sync.Integrity;
using S3Sync.Problems;

namespace S3Sync.Entries;

/// <summary>One step of a listing, in key order (<see cref="KeyOrder"/>): an entry, or a place that could not or must not be listed.</summary>
/// <param name="Key">The key relative to the side's root, with <c>/</c> between segments.</param>
internal abstract record Listed(string Key);

/// <summary>What an entry is.</summary>
internal enum EntryKind
{
    /// <summary>A file or an object with content.</summary>
    Object,

    /// <summary>A local folder; its key ends in <c>/</c>.</summary>
    Folder,

    /// <summary>An object whose key ends in <c>/</c>: a folder marker when it is empty.</summary>
    Marker,

    /// <summary>A symbolic link on the target side: one entry, never walked, written or deleted through.</summary>
    Link,
}

/// <summary>Something that is there.</summary>
/// <param name="Key">The relative key.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes; 0 for folders and links.</param>
/// <param name="Modified">The last-modified time, UTC.</param>
/// <param name="ETag">The listed ETag of an object; null for local entries.</param>
internal sealed record Entry(string Key, EntryKind Kind, long Size, DateTimeOffset Modified, ETag? ETag = null) : Listed(Key)
{
    /// <summary>The key or path this entry has in its store when that is not simply root + <see cref="Listed.Key"/>; null otherwise.</summary>
    public string? FullKey { get; init; }

    /// <summary>The version, where versions are listed: <c>null</c> in letters for the one without an id of its own; null where they are not.</summary>
    public string? VersionId { get; init; }

    /// <summary>A version that says that the object was deleted; it has no content.</summary>
    public bool IsDeleteMarker { get; init; }

    /// <summary>An object in a storage class that is read only after it was restored (Glacier), as far as the listing tells.</summary>
    public bool IsArchived { get; init; }

    /// <summary>What a HEAD told when the entry was looked up; null when it was only listed.</summary>
    public EntryDetails? Details { get; init; }

    /// <summary>What the manifest of an earlier run says of a target entry; null when it was listed.</summary>
    public RecordedObject? Recorded { get; init; }

    /// <summary>What the target had in its place when its transfer was decided on; null when nothing.</summary>
    public Entry? Replaced { get; init; }

    /// <summary>Of a source entry: the rules that match it; null when none does.</summary>
    public AppliedRules? Rules { get; init; }

    /// <summary>The state of a local file, when hashes are remembered; null otherwise.</summary>
    public FileStamp? Stamp { get; init; }

    /// <summary>What an earlier run computed for a local file that is still in the same state; null when nothing is known.</summary>
    public HashedContent? Remembered { get; init; }
}

/// <summary>
/// A place that is there but is not an entry: it could not be read, is ignored or refused. It protects its key and everything
/// below it (<c>key</c> and <c>key/…</c>) at the other side from being deleted.
/// </summary>
/// <param name="Key">The relative key.</param>
/// <param name="Problem">What to tell; null when the user asked for it (an ignored link).</param>
/// <param name="MakesListingIncomplete">True for an unreadable folder: nothing at all is deleted then.</param>
internal sealed record Withheld(string Key, Problem? Problem, bool MakesListingIncomplete) : Listed(Key)
{
    /// <summary>Nothing failed: it is no file at all, or went away by itself. It is told as a warning.</summary>
    public bool IsWarning { get; init; }
}
