namespace S3Sync.Metadata;

/// <summary>Compares tags as what they are: a set, whose order says nothing.</summary>
internal static class TagSets
{
    /// <summary>Whether two have the same tags.</summary>
    public static bool AreSame(IReadOnlyList<KeyValuePair<string, string>> left, IReadOnlyList<KeyValuePair<string, string>> right) =>
        left.Count == right.Count && left.ToHashSet().SetEquals(right);
}
