namespace S3Sync.Patterns.Globs;

/// <summary>
/// Reads globs as Microsoft.Extensions.FileSystemGlobbing does (PatternBuilder), and refuses what that library takes in silence and never
/// matches.
/// </summary>
internal static class GlobText
{
    /// <summary>What is wrong with a text as a glob; null when nothing is.</summary>
    public static GlobDefect? DefectOf(string text) =>
        IsEmpty(text) ? new("it is empty and would match nothing", "write ** for everything")
        : text[0] == '!' ? new("a leading \"!\" does not turn it around", "name what is meant without \"!\"; \"exclude\" takes keys out")
        : text.Contains('?', StringComparison.Ordinal) ? new("\"?\" is no wildcard here", "write * for any part of a name")
        : text.Contains('[', StringComparison.Ordinal) ? new("\"[\" begins no set of characters here", "write * in its place, or a pattern for each name")
        : text.Contains('{', StringComparison.Ordinal) ? new("\"{\" begins no alternatives here", "write a pattern for each of them")
        : HasParentInside(text) ? new("\"..\" can only stand at its beginning", "write * in its place")
        : null;

    /// <summary>The groups of segments between the <c>**</c> of a text without defects: the first begins the key, the last ends it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isRagged">Whether there is a <c>**</c> at all; without one, the only group is the whole key.</param>
    public static GlobSegment[][] GroupsOf(string text, out bool isRagged)
    {
        var groups = new List<List<GlobSegment>> { new() };
        foreach (var segment in Segments(text))
        {
            if (segment is "**")
            {
                groups.Add([]);
            }
            else if (segment is not ".")
            {
                groups[^1].Add(new(segment is "*.*" ? "*" : segment));
            }
        }

        isRagged = groups.Count > 1;

        // Several ** beside each other are one.
        var last = groups.Count - 1;
        return [.. groups.Where((group, i) => i == 0 || i == last || group.Count > 0).Select(static group => group.ToArray())];
    }

    // A folder stands for all that is below it, and **.txt for **/*.txt.
    private static IEnumerable<string> Segments(string text)
    {
        var trimmed = text.TrimStart('/', '\\');
        var isFolder = trimmed.EndsWith('/') || trimmed.EndsWith('\\');
        foreach (var segment in trimmed.TrimEnd('/', '\\').Split('/', '\\'))
        {
            if (segment.StartsWith("**.", StringComparison.Ordinal))
            {
                yield return "**";
                yield return segment[1..];
            }
            else
            {
                // Two slashes beside each other hold any one segment, in that library too.
                yield return segment.Length == 0 ? "*" : segment;
            }
        }

        if (isFolder)
        {
            yield return "**";
        }
    }

    private static bool IsEmpty(string text) => Segments(text).All(static segment => segment is ".") || text.Trim('/', '\\').Length == 0;

    private static bool HasParentInside(string text) => text.TrimStart('/', '\\').Split('/', '\\').SkipWhile(static segment => segment is "..").Contains("..");
}
