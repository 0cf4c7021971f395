using System.Globalization;

namespace S3Sync.LocalS3.Hosting;

/// <summary>One server a folder: a file held under a file lock for as long as the server lives. The system frees it when a process dies.</summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>No bucket's name begins with a dot, so these names collide with none.</summary>
    public const string LockName = ".lock";
    public const string HolderName = ".holder";

    private readonly FileStream held;
    private readonly string? holderPath; // null for a reader, who does not write it

    private FolderLock(FileStream held, string? holderPath)
    {
        this.held = held;
        this.holderPath = holderPath;
    }

    /// <summary>Makes the folder when it is missing and takes it; throws <see cref="LocalS3Exception"/> when another server has it.</summary>
    public static FolderLock Take(string folder)
    {
        var holderPath = Path.Combine(folder, HolderName);
        try
        {
            Directory.CreateDirectory(folder);
            var held = Open(Path.Combine(folder, LockName)) ?? throw LocalS3Exception.FolderInUse(Path.GetFullPath(folder), Holder(holderPath));
            File.WriteAllText(holderPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FolderLock(held, holderPath);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw LocalS3Exception.FolderUnusable(Path.GetFullPath(folder), failure);
        }
    }

    /// <summary>Takes a folder for reading beside other readers, without writing; null when no server was ever there, so that there is no lock to take.</summary>
    public static FolderLock? TakeToRead(string folder)
    {
        var path = Path.Combine(folder, LockName);
        if (!File.Exists(path)) return null;
        try
        {
            return new FolderLock(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), null);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw LocalS3Exception.FolderInUse(Path.GetFullPath(folder), Holder(Path.Combine(folder, HolderName)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw LocalS3Exception.FolderUnusable(Path.GetFullPath(folder), failure);
        }
    }

    public void Dispose()
    {
        // The lock's own file stays: removing it would let two servers lock two files of one name.
        if (holderPath is not null) File.Delete(holderPath);
        held.Dispose();
    }

    // FileShare.None is an exclusive flock on Unix and a sharing refusal on Windows; both end with the process.
    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static int? Holder(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
