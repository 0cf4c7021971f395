using S3Sync.Options;
using S3Sync.Patterns.Globs;
using S3Sync.Problems;

namespace S3Sync;

/// <summary>What cannot be right about rules, before anything is asked.</summary>
internal static class RuleChecks
{
    /// <summary>Everything that is wrong with the patterns of what is excluded and protected, and with the rules.</summary>
    public static IEnumerable<Problem> Check(SyncOptions options) =>
        [.. CheckGlobs("exclude", options.Filter.Exclude), .. CheckGlobs("protect", options.Delete.Protect), .. Check(options.Rules)];

    /// <summary>Everything that is wrong with the globs of an option.</summary>
    public static IEnumerable<Problem> CheckGlobs(string option, IReadOnlyList<string> globs) =>
        globs.Select(glob => GlobText.DefectOf(glob) is { } defect ? UsageProblems.NotAGlob(option, glob, defect.What, defect.Instead) : null).OfType<Problem>();

    private static IEnumerable<Problem> Check(IReadOnlyList<ObjectRule> rules)
    {
        foreach (var rule in rules)
        {
            if (rule.Match.Count == 0)
            {
                yield return RuleProblems.NothingToMatch(rule.Origin, rule.Name);
            }

            foreach (var pattern in rule.Match.Concat(rule.Exclude))
            {
                if (GlobText.DefectOf(pattern) is { } defect)
                {
                    yield return RuleProblems.PatternInvalid(rule.Origin, rule.Name, pattern, defect.What, defect.Instead);
                }
            }
        }
    }
}
