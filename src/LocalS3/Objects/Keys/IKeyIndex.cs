namespace S3Sync.LocalS3.Objects.Keys;

/// <summary>The newest version of every key of a bucket, in the bucket's order. Not thread-safe: the bucket's lock guards it.</summary>
internal interface IKeyIndex
{
    /// <summary>The number of keys, those whose newest version is a delete marker included.</summary>
    int Count { get; }

    /// <summary>The newest version of a key; null when the key was never written or every version is gone.</summary>
    ObjectVersion? Find(string key);

    /// <summary>Up to <paramref name="count"/> entries at or after a key; the key itself only when <paramref name="inclusive"/>.</summary>
    IReadOnlyList<ObjectVersion> Page(string from, bool inclusive, int count);

    /// <summary>Puts the newest version of a key.</summary>
    void Set(ObjectVersion version);

    /// <summary>Forgets a key.</summary>
    void Remove(string key);
}
