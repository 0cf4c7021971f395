using S3Sync.Problems;

namespace S3Sync.Storage.Local;

/// <summary>Whether the target's own file system takes a key's names and tells them apart.</summary>
internal sealed class TargetNames
{
    /// <summary>Why the file system cannot hold a key beside what it holds; null when it can.</summary>
    public Problem? Check(string key) => null;

    /// <summary>The path that a key leads to in this file system, in the names that it shows.</summary>
    public string Shown(string path) => path;
}
