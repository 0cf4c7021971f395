using S3Sync.Catalog.Definitions;

namespace S3Sync.Catalog;

/// <summary>
/// The options that a build may set by parameters and properties. Keys and secrets are not among them: a build's parameters stand in its binary
/// log. Nor is how a run is logged, which is the build's own business.
/// </summary>
public static class BuildOptions
{
    private static readonly string[] KeyNames = ["-access-key", "-secret-access-key", "-session-token"];

    /// <summary>SOURCE, TARGET and every option of that kind, in the order of the help.</summary>
    public static IReadOnlyList<OptionDefinition> All { get; } =
        [.. OptionCatalog.Ends, .. OptionCatalog.OfEveryDoor.Where(definition => !IsKey(definition) && !TracingDefinitions.Group.Options.Contains(definition))];

    /// <summary>Keys and secrets, which a build takes from the environment or the config alone.</summary>
    public static IReadOnlyList<OptionDefinition> Keys { get; } = [.. OptionCatalog.OfEveryDoor.Where(IsKey)];

    /// <summary>The name of the parameter: <c>WorkerSize</c>. The property that stands for it is <c>S3SyncWorkerSize</c>.</summary>
    public static string ParameterName(OptionDefinition definition) => char.ToUpperInvariant(definition.ConfigName[0]) + definition.ConfigName[1..];

    private static bool IsKey(OptionDefinition definition) => definition.IsSecret || KeyNames.Any(key => definition.Name.EndsWith(key, StringComparison.Ordinal));
}
