namespace S3Sync.Catalog.Texts;

/// <summary>Reads metadata and tags from the texts in which a command line gives them.</summary>
internal static class PairText
{
    /// <summary>The most tags of an object. "Categorizing your storage using tags", Amazon S3 User Guide.</summary>
    private const int MostTags = 10;

    /// <summary>
    /// <c>name=value,name=value</c>: names of letters, digits, <c>_ . -</c>, values without commas and control characters; null when it is anything
    /// else, or names one twice. Names are in lower case, as S3 keeps them.
    /// </summary>
    public static IReadOnlyDictionary<string, string>? ReadMetadata(string text)
    {
        var pairs = text.Split(',').Select(pair => (Pair: pair, Sign: pair.IndexOf('=', StringComparison.Ordinal))).ToList();
        return pairs.All(at => at.Sign > 0) ? ReadMetadata(pairs.Select(at => KeyValuePair.Create(at.Pair[..at.Sign], at.Pair[(at.Sign + 1)..]))) : null;
    }

    /// <summary>The same of pairs that need not be told apart, so that a value may hold a comma.</summary>
    public static IReadOnlyDictionary<string, string>? ReadMetadata(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
        {
            if (name.Length == 0 || !name.All(IsNameCharacter) || value.Any(char.IsControl) || !found.TryAdd(name.ToLowerInvariant(), value))
            {
                return null;
            }
        }

        return found;
    }

    /// <summary>
    /// <c>name=value&amp;name=value</c>, percent-encoded, <c>+</c> for a space; null when it is anything else, names a tag twice or has more than ten.
    /// "PutObject" (x-amz-tagging), Amazon S3 API Reference.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? ReadTags(string text)
    {
        var pairs = text.Split('&').Select(ReadTag).ToList();
        var tags = pairs.OfType<KeyValuePair<string, string>>().ToList();
        return tags.Count == pairs.Count ? ReadTags(tags) : null;
    }

    /// <summary>The same of pairs that are plain text.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? ReadTags(IReadOnlyList<KeyValuePair<string, string>> tags) =>
        tags.Count <= MostTags && tags.All(tag => tag.Key.Length > 0) && tags.DistinctBy(tag => tag.Key).Count() == tags.Count ? tags : null;

    private static KeyValuePair<string, string>? ReadTag(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && Decoded(pair[..equals]) is { } name && Decoded(pair[(equals + 1)..]) is { } value ? new(name, value) : null;
    }

    private static string? Decoded(string text)
    {
        if (!text.All(character => char.IsAsciiLetterOrDigit(character) || "+%._~-".Contains(character, StringComparison.Ordinal)))
        {
            return null;
        }

        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                return null;
            }
        }

        return Uri.UnescapeDataString(text.Replace('+', ' '));
    }

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-';
}
