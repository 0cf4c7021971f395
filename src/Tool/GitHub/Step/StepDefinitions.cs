using S3Sync.Catalog;
using S3Sync.Tool.CommandLine;

namespace S3Sync.Tool.GitHub.Step;

/// <summary>What the action has beside the options of every door.</summary>
internal sealed record StepOptions
{
    public const string Failure = "failure";
    public const string Warning = "warning";
    public const string Change = "change";

    /// <summary>The absolute folder that relative paths are meant from; null for the workspace.</summary>
    public string? Folder { get; init; }

    /// <summary>What makes the step fail: <see cref="Failure"/>, <see cref="Warning"/> or <see cref="Change"/>.</summary>
    public string FailOn { get; init; } = Failure;

    /// <summary>The region of every end in S3 that has none of its own; null for the environment's.</summary>
    public string? Region { get; init; }
}

/// <summary>Every input of the action, from which action.yml is made.</summary>
public static class StepDefinitions
{
    internal static OptionDefinition<StepOptions> Folder { get; } = Option<StepOptions>.Path("working-directory", "DIR",
        "The folder that relative paths are meant from, and in which s3sync.json is looked for; relative to the workspace, which it is by default",
        options => options.Folder, (options, folder) => options with { Folder = folder }) with
    {
        ReadsEnvironment = false,
    };

    internal static OptionDefinition<StepOptions> FailOn { get; } = Option<StepOptions>.Choice("fail-on", new("RESULT", [StepOptions.Failure, StepOptions.Warning, StepOptions.Change]),
        "What makes the step fail: failure; warning, also when there were warnings or the compared sides differ; or change, also when anything was changed (or, with dry-run, would have been)",
        options => options.FailOn, (options, value) => options with { FailOn = value }) with
    {
        ReadsEnvironment = false,
    };

    internal static OptionDefinition<StepOptions> Region { get; } = Option<StepOptions>.Text("aws-region", "REGION",
        "The region of every end in S3 that has none of its own, and of the STS that is asked for a role's keys; by default AWS_REGION",
        options => options.Region, (options, region) => options with { Region = region }) with
    {
        ReadsEnvironment = false,
    };

    /// <summary>Those of the action alone.</summary>
    internal static IReadOnlyList<OptionDefinition<StepOptions>> Own { get; } = [Folder, FailOn, Region];

    /// <summary>Those that are no options of every door.</summary>
    internal static IReadOnlyList<OptionDefinition> OfHost { get; } = [.. RoleDefinitions.Group.Options, .. Own, ToolDefinitions.LocalS3];

    /// <summary>All of them, in the order of action.yml.</summary>
    public static IReadOnlyList<OptionDefinition> All { get; } = [.. OptionCatalog.Ends, .. OptionCatalog.OfConfig.Options, .. OfHost, .. OptionCatalog.All];
}
