using System.Text.RegularExpressions;

namespace S3Sync.Entries;

/// <summary>The names of a run's own objects. They are never entries on either side: not transferred, not deleted.</summary>
internal static partial class OwnObjects
{
    /// <summary>Whether the last segment of <paramref name="key"/> is a temporary file's name: <c>.s3sync-&lt;16 hex&gt;.part</c>.</summary>
    public static bool Contains(string key)
    {
        var name = key.AsSpan(key.LastIndexOf('/') + 1);
        return name.StartsWith(".s3sync-", StringComparison.Ordinal) && TemporaryName().IsMatch(name);
    }

    [GeneratedRegex(@"^\.s3sync-[0-9a-f]{16}\.part\z", RegexOptions.CultureInvariant)]
    private static partial Regex TemporaryName();
}
