using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>What is done at all.</summary>
internal static class GeneralDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("General",
    [
        Option<SyncOptions>.Flag("dry-run", "Say what would be transferred and deleted, and do nothing",
            options => options.DryRun, (options, on) => options with { DryRun = on }),
        Option<SyncOptions>.Flag("server-side-copy", "Copy inside S3 (CopyObject, UploadPartCopy): the bytes do not pass this machine. One service and credentials that reach both ends are needed",
            options => options.Transfer.ServerSideCopy, (options, on) => options with { Transfer = options.Transfer with { ServerSideCopy = on } }) with { Sides = OptionSides.BothS3 },
    ]);
}
