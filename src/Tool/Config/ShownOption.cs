using S3Sync.Catalog;
using S3Sync.Catalog.Config;
using S3Sync.Options;
using S3Sync.Tool.CommandLine;
using S3Sync.Tool.GitHub;

namespace S3Sync.Tool.Config;

/// <summary>An option as it is listed.</summary>
/// <param name="Name">Its name in the config.</param>
/// <param name="Value">Its value, made fit to be seen; null when it has none by default.</param>
/// <param name="Origin">Where the value is from.</param>
internal sealed record ShownOption(string Name, string? Value, string Origin)
{
    private const string Default = "default";

    /// <summary>The options that were given, in the order of the help, and with <paramref name="all"/> the others with their defaults.</summary>
    public static IReadOnlyList<ShownOption> Of(RequestReading reading, string currentFolder, bool all) =>
    [
        .. OptionCatalog.Ends.Concat<OptionDefinition>(OptionCatalog.OfEveryDoor).Append(ToolDefinitions.LocalS3).Concat(RoleDefinitions.Group.Options)
            .Select(definition => reading.Values.Of(definition.Name) is { } value ? Given(definition, value, reading.Secrets, currentFolder)
                : all ? new(definition.ConfigName, definition.DefaultText ?? (definition.Kind is OptionKind.Flag ? "false" : null), Default)
                : null)
            .OfType<ShownOption>(),
    ];

    private static ShownOption Given(OptionDefinition definition, OptionValue value, IReadOnlyList<string> secrets, string currentFolder)
    {
        var origin = string.Join(", ", value.Variables.Select(name => $"${{{name}}}").Prepend(value.Place?.FileLine ?? value.Origin));
        var text = definition.IsSecret ? SecretMask.Shown : SecretMask.Over(Resolved(definition, value, currentFolder), secrets);
        return new(definition.ConfigName, text, origin);
    }

    // Places are shown whole, since it depends on where they were given what they are relative to.
    private static string Resolved(OptionDefinition definition, OptionValue value, string currentFolder) =>
        definition.Kind is OptionKind.Path or OptionKind.Place && definition.Kind.Read(value, value.Folder ?? currentFolder, out _) is { } read
            ? read is Location place ? place.ToString() ?? "" : (string)read
            : value.Text;
}

/// <summary>The fields of a rule as they are listed.</summary>
internal static class ShownRule
{
    /// <summary>What the rule sets, by the names of the config.</summary>
    public static IEnumerable<KeyValuePair<string, string>> FieldsOf(ObjectRule rule) => new (string Name, string? Value)[]
    {
        ("contentType", rule.ContentType),
        ("cacheControl", rule.CacheControl),
        ("contentDisposition", rule.ContentDisposition),
        ("contentEncoding", rule.ContentEncoding),
        ("contentLanguage", rule.ContentLanguage),
        ("expires", rule.Expires is { } instant ? new OptionKind.Instant().Show(instant) : null),
        ("websiteRedirect", rule.WebsiteRedirect),
        ("storageClass", rule.StorageClass),
        ("acl", rule.Acl),
        ("metadata", rule.UserMetadata is { } metadata ? Pairs(metadata) : null),
        ("tags", rule.Tags is { } tags ? Pairs(tags) : null),
    }.Where(at => at.Value is not null).Select(at => KeyValuePair.Create(at.Name, at.Value ?? ""));

    private static string Pairs(IEnumerable<KeyValuePair<string, string>> pairs) => string.Join(", ", pairs.Select(pair => $"{pair.Key}={pair.Value}"));
}
