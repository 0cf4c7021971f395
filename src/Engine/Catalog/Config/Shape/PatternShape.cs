using S3Sync.Problems;

namespace S3Sync.Catalog.Config.Shape;

/// <summary>
/// Refuses what Microsoft.Extensions.FileSystemGlobbing would silently never match: it knows <c>*</c>, <c>**</c> and <c>/</c> alone.
/// </summary>
internal static class PatternShape
{
    private const string AnyText = "'*' for any text without a '/'";

    /// <summary>What is wrong with a pattern that stands at <paramref name="place"/>; null when nothing is.</summary>
    public static Problem? Check(string name, string pattern, ProblemPlace place)
    {
        var at = place.ToString();
        var problem = pattern.Trim().Length == 0 ? ConfigProblems.PatternEmpty(at, name)
            : pattern.Any(char.IsControl) ? UsageProblems.ControlCharacter($"{name} ({at})")
            : pattern.Contains('\\', StringComparison.Ordinal) ? ConfigProblems.PatternBackslash(at, pattern, Quoted(pattern.Replace('\\', '/')))
            : pattern[0] == '!' ? ConfigProblems.PatternNeverMatches(at, pattern, "!", $"{Quoted(pattern[1..])} under \"exclude\"")
            : pattern.Contains('{', StringComparison.Ordinal) ? ConfigProblems.PatternNeverMatches(at, pattern, "{", Alternatives(pattern))
            : pattern.Contains('[', StringComparison.Ordinal) ? ConfigProblems.PatternNeverMatches(at, pattern, "[", $"a pattern for each character, or {AnyText}")
            : pattern.Contains('?', StringComparison.Ordinal) ? ConfigProblems.PatternNeverMatches(at, pattern, "?", $"{AnyText}: {Quoted(pattern.Replace('?', '*'))}")
            : LeadsOut(pattern) ? ConfigProblems.PatternOutside(at, pattern, Quoted(Inside(pattern)))
            : null;
        return problem is null ? null : problem with { Place = place };
    }

    private static bool LeadsOut(string pattern) => pattern[0] == '/' || pattern.Split('/').Contains("..") || (pattern.Length > 1 && pattern[1] == ':' && char.IsAsciiLetter(pattern[0]));

    private static string Inside(string pattern)
    {
        var path = pattern.Length > 1 && pattern[1] == ':' ? pattern[2..] : pattern;
        var inside = string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".."));
        return inside.Length == 0 ? "**" : inside;
    }

    // One pair of braces is written out; more of them would make a sentence of patterns.
    private static string Alternatives(string pattern)
    {
        var (begin, end) = (pattern.IndexOf('{', StringComparison.Ordinal), pattern.IndexOf('}', StringComparison.Ordinal));
        return end > begin && pattern.IndexOf('{', begin + 1) < 0
            ? string.Join(" and ", pattern[(begin + 1)..end].Split(',').Select(part => Quoted(pattern[..begin] + part + pattern[(end + 1)..])))
            : "a pattern for each alternative";
    }

    private static string Quoted(string pattern) => $"\"{pattern}\"";
}
