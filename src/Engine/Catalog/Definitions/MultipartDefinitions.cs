using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>When and how objects move in parts. The bounds are S3's own for a part: "Amazon S3 multipart upload limits", User Guide.</summary>
internal static class MultipartDefinitions
{
    private const long LeastPart = 5L << 20;
    private const long MostPart = 5L << 30;

    public static OptionGroup<SyncOptions> Group { get; } = new("Multipart settings",
    [
        Option<SyncOptions>.Size("multipart-threshold", new(LeastPart, MostPart), "Objects of this size or more move in parts; units such as MiB and MB (1024 and 1000) in any case",
            options => options.Transfer.MultipartThreshold, (options, value) => options with { Transfer = options.Transfer with { MultipartThreshold = value } }),
        Option<SyncOptions>.Size("multipart-chunksize", new(LeastPart, MostPart), "The size of a part; it grows by itself where 10,000 parts would not suffice",
            options => options.Transfer.MultipartChunkSize, (options, value) => options with { Transfer = options.Transfer with { MultipartChunkSize = value } }),
        Option<SyncOptions>.Flag("auto-chunksize", "Cut objects in parts as the source (or the object that a file is compared with) is cut",
            options => options.Transfer.AutoChunkSize, (options, on) => options with { Transfer = options.Transfer with { AutoChunkSize = on } }) with { Excludes = ["multipart-threshold", "multipart-chunksize"] },
    ]);
}
