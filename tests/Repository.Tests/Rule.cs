using Xunit;

namespace S3Sync.Repository.Tests;

/// <summary>How a rule fails: with the rule in words and every place that breaks it.</summary>
internal static class Rule
{
    public static void Holds(string rule, IEnumerable<string> offences)
    {
        var found = offences.Distinct(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, $"{rule}\n  {string.Join("\n  ", found)}");
    }
}
