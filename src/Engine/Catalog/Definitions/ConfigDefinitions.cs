using S3Sync.Catalog.Config;

namespace S3Sync.Catalog.Definitions;

/// <summary>Which config file is read. What a config cannot hold itself.</summary>
internal static class ConfigDefinitions
{
    /// <summary>The file that is read from the current folder when no end is given.</summary>
    public const string FileName = "s3sync.json";

    public static OptionDefinition<ConfigChoice> File { get; } = Option<ConfigChoice>.Path("config", "FILE",
        $"Read options from FILE, JSON with comments and trailing commas; without it, {FileName} in the current folder is read when neither SOURCE nor TARGET is given",
        choice => choice.File, (choice, file) => choice with { File = file }) with
    {
        ReadsPlainName = false,
    };

    public static OptionDefinition<ConfigChoice> Environment { get; } = Option<ConfigChoice>.Text("environment", "NAME",
        "Lay what the config has under environments, NAME over the rest of it",
        choice => choice.Environment, (choice, name) => choice with { Environment = name }) with
    {
        ReadsPlainName = false,
    };

    public static OptionDefinition<ConfigChoice> AllowEndpoint { get; } = Option<ConfigChoice>.Flag("allow-config-endpoint",
        "Trust the config: its endpoints may get requests that are signed with this machine's own credentials, and it may name the files of profiles",
        choice => choice.AllowEndpoint, (choice, on) => choice with { AllowEndpoint = on }) with
    {
        ReadsPlainName = false,
    };

    public static OptionGroup<ConfigChoice> Group { get; } = new("Config file", [File, Environment, AllowEndpoint]);
}
