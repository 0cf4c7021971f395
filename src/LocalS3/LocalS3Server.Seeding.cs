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

    /// <summary>
    /// Makes a bucket of <paramref name="count"/> objects that are not kept but made whenever a request asks for them: for measurements with ten
    /// million keys. A page costs what a page costs, an object nothing. They can be read and listed, and not changed.
    /// </summary>
    /// <param name="bucket">The bucket, which must not be there yet.</param>
    /// <param name="count">How many objects.</param>
    /// <param name="keyAt">The key at a place from 0 on; each comes after the one before it in the order of UTF-8 bytes.</param>
    /// <param name="content">The content of each.</param>
    /// <exception cref="InvalidOperationException">The server keeps its objects in a folder, or the bucket is there already or is a directory bucket.</exception>
    public void Generate(string bucket, int count, Func<int, string> keyAt, ReadOnlyMemory<byte> content = default) =>
        router.Store.Generate(bucket, count, keyAt, content);
}
