using S3Sync.Integrity;

namespace S3Sync.Entries;

/// <summary>
/// What tells one state of a local file from another without reading it. On Windows, where .NET tells neither a change time nor a file's number,
/// both are 0.
/// </summary>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">The last write (mtime) in seconds since 1970, UTC.</param>
/// <param name="ModifiedNanosecond">The nanoseconds of the last write within its second.</param>
/// <param name="Changed">The last change of content or status (ctime) in seconds since 1970, UTC.</param>
/// <param name="ChangedNanosecond">The nanoseconds of the last change within its second.</param>
/// <param name="Number">The file's number in its file system (inode).</param>
internal sealed record FileStamp(long Size, long Modified, int ModifiedNanosecond, long Changed, int ChangedNanosecond, long Number);

/// <summary>An ETag or a checksum that was computed for a local file, and the state of the file that it was computed for.</summary>
/// <param name="Stamp">The state, the same before and after the content was read.</param>
/// <param name="Evidence">A digest: of the whole, or over parts.</param>
/// <param name="PartSize">The size in bytes of the parts; 0 for the digest of the whole, and for parts of different sizes.</param>
internal sealed record HashedContent(FileStamp Stamp, StoredEvidence Evidence, long PartSize)
{
    /// <summary>The SHA-256 of the whole content in lower-case hex; null when it was not computed.</summary>
    public string? Sha256 { get; init; }
}
