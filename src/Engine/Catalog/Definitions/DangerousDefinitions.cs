using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>What can lose data when it was not meant.</summary>
internal static class DangerousDefinitions
{
    /// <summary>The name that the check of a single file as the source asks for.</summary>
    public const string Delete = "delete";

    public static OptionGroup<SyncOptions> Group { get; } = new("Dangerous",
    [
        Option<SyncOptions>.Flag(Delete, "Delete what the target has and the source has not; last, and only when everything before went well. Try it with a dry run first",
            options => options.Delete.Enabled, (options, on) => options with { Delete = options.Delete with { Enabled = on } }),
        Option<SyncOptions>.Flag("delete-excluded", "Delete also what the include or exclude expression, or --exclude, leaves out",
            options => options.Delete.DeleteExcluded, (options, on) => options with { Delete = options.Delete with { DeleteExcluded = on } }) with { Requires = Delete },
        Option<SyncOptions>.Globs("protect", "Never delete target objects whose key below TARGET this glob matches, or that are below a folder that it matches. Again for another",
            options => options.Delete.Protect, (options, value) => options with { Delete = options.Delete with { Protect = value } }) with { ReadsPlainName = false },
        Option<SyncOptions>.OptionalInteger("max-delete", new(0, int.MaxValue), "When more target objects than this would be deleted, delete none",
            options => options.Delete.MaxDelete, (options, value) => options with { Delete = options.Delete with { MaxDelete = value } }) with { Requires = Delete },
    ]);
}
