namespace S3Sync.Catalog.Texts;

/// <summary>Log filters as users write them: <c>debug</c>, <c>s3sync=trace</c>, <c>warn,aws_sdk_s3=debug</c>.</summary>
public static class LogFilterText
{
    private const int Offset = 2; // of a level's place among the words to its verbosity

    /// <summary>The words for verbosities, from -2.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["off", "error", "warn", "info", "debug", "trace"];

    /// <summary>The verbosity for each target; the empty target is every other one. Null when the text is no filter.</summary>
    public static IReadOnlyList<KeyValuePair<string, int>>? TryRead(string text)
    {
        var read = new List<KeyValuePair<string, int>>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var level = Level(part[(equals + 1)..].Trim());
            if (level is null || equals == 0)
            {
                return null;
            }

            read.Add(new(equals < 0 ? "" : part[..equals].Trim(), level.Value));
        }

        return read.Count == 0 ? null : read;
    }

    /// <summary>The verbosity at which a target is told: of what fits its name from the beginning, the longest wins; -2 when nothing fits.</summary>
    public static int VerbosityOf(string target, IReadOnlyList<KeyValuePair<string, int>> filter) => filter
        .Where(directive => target.StartsWith(directive.Key, StringComparison.Ordinal))
        .OrderByDescending(directive => directive.Key.Length)
        .Select(directive => directive.Value)
        .FirstOrDefault(-Offset);

    private static int? Level(string word)
    {
        for (var i = 0; i < Levels.Count; i++)
        {
            if (string.Equals(Levels[i], word, StringComparison.OrdinalIgnoreCase))
            {
                return i - Offset;
            }
        }

        return null;
    }
}
