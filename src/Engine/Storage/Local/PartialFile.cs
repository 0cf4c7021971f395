using Microsoft.Win32.SafeHandles;
using S3Sync.Problems;
using S3Sync.Storage.Local.FileSystem;

namespace S3Sync.Storage.Local;

/// <summary>
/// A download in progress: a temporary file in the destination's folder, held under a lock, written at offsets in any order, and renamed over
/// the destination when it is whole. Until then nothing is seen under the final name; when it is given up it is removed, and when this process
/// dies the next listing removes it.
/// </summary>
internal sealed class PartialFile : IAsyncDisposable
{
    // From here on room is reserved, so that a full disk is known before the bytes are fetched.
    private const long LeastToReserve = 1 << 20;
    private const int Attempts = 10;

    private readonly string _temporary;
    private readonly string _destination;
    private readonly long _size;
    private bool _isPublished;

    private PartialFile(string temporary, string destination, long size, SafeFileHandle handle)
    {
        _temporary = temporary;
        _destination = destination;
        _size = size;
        Handle = handle;
    }

    /// <summary>The temporary file, open for reading and writing at offsets.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Makes the temporary file of a destination, with room for <paramref name="size"/> bytes.</summary>
    /// <param name="destination">The absolute final path.</param>
    /// <param name="size">The final size in bytes.</param>
    /// <param name="makeFolder">Makes the destination's folder; called again when another process removes it meanwhile.</param>
    /// <exception cref="StorageException">There is no room, or the folder cannot be written.</exception>
    public static PartialFile Create(string destination, long size, Action makeFolder)
    {
        for (var attempt = 1; ; attempt++)
        {
            makeFolder();
            try
            {
                if (TryCreate(destination, size) is { } created)
                {
                    return created;
                }
            }
            catch (DirectoryNotFoundException) when (attempt < Attempts)
            {
                // A folder that somebody removed as empty is made again.
            }
            catch (SystemException failure) when (LocalFailures.IsExpected(failure))
            {
                throw LocalFailures.Writing(destination, size, failure);
            }

            if (attempt == Attempts)
            {
                throw new StorageException(LocalProblems.PartialGone(destination), FailureKind.Broken);
            }
        }
    }

    /// <summary>The path it gets its final name at.</summary>
    public string Destination => _destination;

    /// <summary>Writes at an offset; calls for different ranges may run side by side.</summary>
    /// <exception cref="StorageException">There is no room, or the file cannot be written.</exception>
    /// <remarks>It writes at once: .NET's asynchronous file writes are this very call on another thread of the same pool, and handing over costs more than it.</remarks>
    public ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        try
        {
            RandomAccess.Write(Handle, content.Span, offset);
            return ValueTask.CompletedTask;
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            throw LocalFailures.Writing(_destination, _size, failure);
        }
    }

    /// <summary>Sets the time, to the second as S3 keeps it, and renames the file over its destination while it is still locked.</summary>
    /// <exception cref="StorageException">Not all bytes were written, or the destination cannot be replaced.</exception>
    public void Publish(DateTimeOffset modified)
    {
        try
        {
            var length = RandomAccess.GetLength(Handle);
            if (length != _size)
            {
                throw new StorageException(IntegrityProblems.LengthDiffers(_destination, _size, length), FailureKind.Broken);
            }

            if (FileFacts.Of(_destination, follow: false) is { Kind: NodeKind.Folder or NodeKind.Other })
            {
                throw new StorageException(LocalProblems.DestinationTaken(_destination), FailureKind.Permanent);
            }

            File.SetLastWriteTimeUtc(Handle, DateTimeOffset.FromUnixTimeSeconds(modified.ToUnixTimeSeconds()).UtcDateTime);
            File.Move(_temporary, _destination, overwrite: true);
            _isPublished = true;

            // Under its final name the file is everybody's: our lock would only be in their way.
            Handle.Dispose();
        }
        catch (FileNotFoundException failure)
        {
            throw new StorageException(LocalProblems.PartialGone(_destination), FailureKind.Broken, failure);
        }
        catch (SystemException failure) when (LocalFailures.IsExpected(failure))
        {
            throw LocalFailures.Writing(_destination, _size, failure);
        }
    }

    /// <summary>Lets the file go, and removes it unless it was published.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_isPublished)
        {
            try
            {
                File.Delete(_temporary);
            }
            catch (SystemException failure) when (LocalFailures.IsExpected(failure))
            {
                // The next listing removes it.
            }
        }

        Handle.Dispose();
        return ValueTask.CompletedTask;
    }

    // Another process's listing may take the file for a leftover between its making and its locking, and remove it: then the lock fails, or is
    // one on a file without a name.
    private static PartialFile? TryCreate(string destination, long size)
    {
        var temporary = Path.Join(Path.GetDirectoryName(destination), PartialName.NewPart());
        SafeFileHandle handle;
        try
        {
            var share = FileShare.None | PartialName.WindowsDelete;
            var reserved = OperatingSystem.IsWindows() && size >= LeastToReserve ? size : 0;
            handle = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.ReadWrite, share, FileOptions.None, reserved);
        }
        catch (IOException failure) when (LocalFailures.IsContention(failure))
        {
            return null;
        }

        var created = new PartialFile(temporary, destination, size, handle);
        try
        {
            if (!OperatingSystem.IsWindows() && FileFacts.Of(temporary, follow: false)?.Identity != FileFacts.Of(handle).Identity)
            {
                handle.Dispose();
                return null;
            }

            created.Reserve();
            return created;
        }
        catch
        {
            File.Delete(temporary);
            handle.Dispose();
            throw;
        }
    }
    // .NET's own reservation does not tell a full disk from other failures. A file system that cannot reserve is no failure.
    private void Reserve()
    {
        if (!OperatingSystem.IsWindows() && _size >= LeastToReserve && UnixCalls.Allocate(Handle, 0, _size) != 0
            && UnixCalls.LastFailure() is var failure && LocalFailures.IsNoRoom(failure))
        {
            throw failure;
        }
    }
}
