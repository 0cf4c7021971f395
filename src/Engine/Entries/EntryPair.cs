namespace S3Sync.Entries;

/// <summary>What both sides have under one key; at least one of them is there.</summary>
internal readonly record struct EntryPair(Listed? Source, Listed? Target)
{
    /// <summary>The key both sides agree on.</summary>
    public string Key => (Source ?? Target)!.Key; // one side is always there: Pairing never yields an empty pair
}
