using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>What can lose data when it was not meant.</summary>
internal static class DangerousDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("Dangerous",
    [
        Option<SyncOptions>.Flag("delete", "Delete what the target has and the source has not; last, and only when everything before went well. Try it with a dry run first",
            options => options.Delete.Enabled, (options, on) => options with { Delete = options.Delete with { Enabled = on } }),
    ]);
}
