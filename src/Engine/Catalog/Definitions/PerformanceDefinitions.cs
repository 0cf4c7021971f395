using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>How much happens at the same time.</summary>
internal static class PerformanceDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("Performance",
    [
        Option<SyncOptions>.Integer("worker-size", new(1, ushort.MaxValue), "How many objects are handled at the same time",
            options => options.Transfer.WorkerSize, (options, value) => options with { Transfer = options.Transfer with { WorkerSize = value } }),
        Option<SyncOptions>.Integer("max-parallel-uploads", new(1, ushort.MaxValue), "How many parts of large objects are in flight over the whole run, up and down together",
            options => options.Transfer.MaxParallelUploads, (options, value) => options with { Transfer = options.Transfer with { MaxParallelUploads = value } }),
        Option<SyncOptions>.Integer("max-parallel-listings", new(1, ushort.MaxValue), "How many requests list one bucket at the same time, once its listing turns out to be long",
            options => options.Transfer.MaxParallelListings, (options, value) => options with { Transfer = options.Transfer with { MaxParallelListings = value } }),
        Option<SyncOptions>.OptionalInteger("rate-limit-objects", new(10, int.MaxValue), "Write and delete at most this many objects in a second",
            options => options.Transfer.RateLimitObjects, (options, value) => options with { Transfer = options.Transfer with { RateLimitObjects = value } }),
        Option<SyncOptions>.OptionalSize("rate-limit-bandwidth", new(1L << 20, 100L << 30), "Move at most this many bytes in a second over the whole run",
            options => options.Transfer.RateLimitBandwidth, (options, value) => options with { Transfer = options.Transfer with { RateLimitBandwidth = value } }),
    ]);
}
