using S3Sync.Catalog;
using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.MSBuildTask.Requests;

/// <summary>Makes rules of the items of a build. Patterns stand in the metadata Match and Exclude, as MSBuild would take those of Include for files of the project.</summary>
internal static class RuleItems
{
    private const string Match = "Match";
    private const string Exclude = "Exclude";
    private const string Tags = "Tags";

    private static readonly IReadOnlyList<string> Names =
    [
        "cache-control", "content-type", "content-encoding", "content-disposition", "content-language", "expires",
        "website-redirect", "storage-class", "acl", "metadata", "tagging",
    ];

    private static readonly IReadOnlyList<OptionDefinition<SyncOptions>> Options = [.. OptionCatalog.All.Where(option => Names.Contains(option.Name))];

    /// <summary>The rules in order; what is wrong is told.</summary>
    public static IReadOnlyList<ObjectRule> Read(BuildRequest request, ICollection<Problem> problems) =>
        [.. request.Rules.Select(rule => Read(rule, request.Folder, problems))];

    private static ObjectRule Read(GivenRule rule, string folder, ICollection<Problem> problems)
    {
        var origin = $"S3SyncRule '{rule.Name}'";
        var values = new OptionValues();
        foreach (var (name, text) in rule.Fields.Where(field => field.Value.Length > 0).OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            if (Options.FirstOrDefault(option => FieldName(option).Equals(name, StringComparison.OrdinalIgnoreCase)) is { } option)
            {
                values.Set(option, text, $"{FieldName(option)} ({origin})");
            }
            else if (!name.Equals(Match, StringComparison.OrdinalIgnoreCase) && !name.Equals(Exclude, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(BuildProblems.RuleFieldUnknown(rule.Name, name, string.Join(", ", Options.Select(FieldName).Prepend(Exclude).Prepend(Match))));
            }
        }

        var options = OptionBinder.Bind(Options, values, folder, problems);
        return new(rule.Name, origin, rule.Fields.GetValueOrDefault(Match) is { Length: > 0 } match ? Patterns(match) : [rule.Name])
        {
            Exclude = Patterns(rule.Fields.GetValueOrDefault(Exclude) ?? ""),
            ContentType = options.Metadata.ContentType,
            CacheControl = options.Metadata.CacheControl,
            ContentDisposition = options.Metadata.ContentDisposition,
            ContentEncoding = options.Metadata.ContentEncoding,
            ContentLanguage = options.Metadata.ContentLanguage,
            Expires = options.Metadata.Expires,
            WebsiteRedirect = options.Metadata.WebsiteRedirect,
            StorageClass = options.Metadata.StorageClass,
            Acl = options.Protection.Acl,
            UserMetadata = options.Metadata.UserMetadata,
            Tags = options.Metadata.Tags,
        };
    }

    private static string FieldName(OptionDefinition option) => option.Name == "tagging" ? Tags : BuildOptions.ParameterName(option);

    private static string[] Patterns(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
