namespace S3Sync.LocalS3;

/// <summary>Filling a server in memory without requests.</summary>
public sealed partial class LocalS3Server
{
    /// <summary>
    /// Puts the same content under many keys of a bucket, which is made when it is missing: for tests that need a million objects. Quickest when the
    /// keys come in UTF-8 order; an object costs its key and about a hundred bytes.
    /// </summary>
    /// <exception cref="InvalidOperationException">The server keeps its objects in a folder.</exception>
    public void Seed(string bucket, IEnumerable<string> keys, ReadOnlyMemory<byte> content = default) => router.Store.Seed(bucket, keys, content);
}
