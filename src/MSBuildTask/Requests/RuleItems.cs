using S3Sync.Catalog;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.MSBuildTask.Requests;

/// <summary>Makes rules of the items of a build. Patterns stand in the metadata Match and Exclude, as MSBuild would take those of Include for files of the project.</summary>
internal static class RuleItems
{
    private const string Match = "Match";
    private const string Exclude = "Exclude";

    /// <summary>The rules in order; what is wrong is told.</summary>
    public static IReadOnlyList<ObjectRule> Read(BuildRequest request, ICollection<Problem> problems) =>
        [.. request.Rules.Select(rule => Read(rule, request.Folder, problems))];

    private static ObjectRule Read(GivenRule rule, string folder, ICollection<Problem> problems)
    {
        var origin = $"S3SyncRule '{rule.Name}'";
        var values = new OptionValues();
        foreach (var (name, text) in rule.Fields.Where(field => field.Value.Length > 0).OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            if (OptionCatalog.RuleFields.FirstOrDefault(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Value: { } option } known)
            {
                values.Set(option, text, $"{FieldName(known.Key)} ({origin})");
            }
            else if (!name.Equals(Match, StringComparison.OrdinalIgnoreCase) && !name.Equals(Exclude, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(BuildProblems.RuleFieldUnknown(rule.Name, name, string.Join(", ", OptionCatalog.RuleFields.Select(field => FieldName(field.Key)).Prepend(Exclude).Prepend(Match))));
            }
        }

        var patterns = rule.Fields.GetValueOrDefault(Match) is { Length: > 0 } match ? Patterns(match) : [rule.Name];
        var named = new ObjectRule(rule.Name, origin, patterns) { Exclude = Patterns(rule.Fields.GetValueOrDefault(Exclude) ?? "") };
        return OptionBinder.BindRule(named, values, folder, problems);
    }

    // Metadata of items begin with a capital, as names in MSBuild do.
    private static string FieldName(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string[] Patterns(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
