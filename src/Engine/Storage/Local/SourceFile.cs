using S3Sync.Problems;
using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local;

/// <summary>A file as it was when it was looked at, and the measure of whether it is still the same.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="FollowLinks">Whether a link stands for what it leads to (the source side).</param>
/// <param name="Facts">What the file system told.</param>
internal sealed record SourceFile(string Path, bool FollowLinks, FileFacts Facts)
{
    /// <summary>Bytes.</summary>
    public long Size => Facts.Size;

    /// <summary>The last write, UTC.</summary>
    public DateTimeOffset Modified => Facts.Modified;

    /// <summary>Looks at a file now.</summary>
    /// <exception cref="StorageException">It is gone (Changed), is no regular file, or cannot be looked at.</exception>
    public static SourceFile Look(string path, bool followLinks)
    {
        try
        {
            return FileFacts.Of(path, followLinks) switch
            {
                null => throw new StorageException(LocalProblems.FileGone(path), FailureKind.Gone),
                { Kind: NodeKind.File } facts => new(path, followLinks, facts),
                { Kind: NodeKind.Other } => throw new StorageException(LocalProblems.NotARegularFile(path), FailureKind.Permanent),
                _ => throw new StorageException(LocalProblems.FileChanged(path), FailureKind.Changed),
            };
        }
        catch (IOException failure)
        {
            throw LocalFailures.Reading(path, failure);
        }
    }

    /// <summary>A part of the content.</summary>
    public ContentSlice Slice(long offset, long length) => new(this, offset, length);

    /// <summary>The whole content.</summary>
    public ContentSlice Whole() => Slice(0, Size);

    /// <summary>
    /// What happened to the file since it was looked at: null when it is the same file with the same size, time and status. What was read
    /// between two equal looks is one state of the file, as far as the file system's clock can tell.
    /// </summary>
    public Problem? Changed()
    {
        try
        {
            return FileFacts.Of(Path, FollowLinks) switch
            {
                null => LocalProblems.FileGone(Path),
                { } now when now == Facts => null,
                _ => LocalProblems.FileChanged(Path),
            };
        }
        catch (IOException failure)
        {
            return LocalProblems.CannotRead(Path, failure.Message);
        }
    }

    /// <summary>
    /// Whether the file is another one by now and has the same size: a next run would not see that by its size, nor by its time where what was made of it
    /// is newer. Null when it is not.
    /// </summary>
    public Problem? Rewritten()
    {
        try
        {
            return FileFacts.Of(Path, FollowLinks) is { Kind: NodeKind.File } now && now != Facts && now.Size == Size ? LocalProblems.FileChanged(Path) : null;
        }
        catch (IOException)
        {
            return null; // What was read of it is whole; a next run meets what is wrong with it by itself.
        }
    }
}
