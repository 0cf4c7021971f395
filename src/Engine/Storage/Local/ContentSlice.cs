using System.Buffers;
using Microsoft.Win32.SafeHandles;
using S3Sync.Problems;
using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local;

/// <summary>
/// A part of a file's content that is opened anew for every attempt, so that a retry cannot send half a part. Opening takes no lock and is
/// hindered by none, and never opens anything but the regular file that was looked at.
/// </summary>
internal sealed record ContentSlice(SourceFile File, long Offset, long Length)
{
    private const int BlockSize = 256 * 1024;

    /// <summary>A seekable stream over exactly <see cref="Length"/> bytes; reading throws a StorageException (Changed) when the file is shorter.</summary>
    /// <exception cref="StorageException">The file cannot be opened, or is not the one that was looked at.</exception>
    public Stream Open() => new SliceStream(OpenFile(), this);

    /// <summary>Reads the whole slice into a buffer of exactly its length.</summary>
    /// <exception cref="StorageException">The file cannot be read, or is shorter (Changed).</exception>
    public async ValueTask ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        var stream = Open();
        await using (stream)
        {
            await stream.ReadExactlyAsync(destination[..checked((int)Length)], cancellationToken);
        }
    }

    /// <summary>Reads the slice once, in pooled blocks that are the receiver's only during the call.</summary>
    /// <exception cref="StorageException">The file cannot be read, or is shorter (Changed).</exception>
    public async Task ForEachBlockAsync(Action<ReadOnlyMemory<byte>> receive, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var stream = Open();
            await using (stream)
            {
                int read;
                while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
                {
                    receive(buffer.AsMemory(0, read));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private SafeFileHandle OpenFile()
    {
        try
        {
            var handle = OpenUnlocked();
            var facts = FileFacts.Of(handle);
            if (facts.Kind == NodeKind.File && facts.Size == File.Size && (OperatingSystem.IsWindows() || facts.Identity == File.Facts.Identity))
            {
                return handle;
            }

            handle.Dispose();
            throw new StorageException(LocalProblems.FileChanged(File.Path), FailureKind.Changed);
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            throw LocalFailures.Reading(File.Path, failure);
        }
    }

    // .NET's own open takes an advisory lock on Unix: it would fail on a file that a database holds, and be in the way of whoever wants one.
    private SafeFileHandle OpenUnlocked()
    {
        if (File.Changed() is { } problem)
        {
            throw new StorageException(problem, FailureKind.Changed);
        }

        if (OperatingSystem.IsWindows())
        {
            return System.IO.File.OpenHandle(File.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }

        var flags = UnixCalls.OpenForReading | UnixCalls.CloseOnExec | (File.FollowLinks ? 0 : UnixCalls.NoFollow);
        var descriptor = UnixCalls.Open(File.Path, flags, 0);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw UnixCalls.LastFailure();
    }
}
