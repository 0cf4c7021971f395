using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>How often a failure is tried again.</summary>
internal static class RetryDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("Retry options",
    [
        Option<SyncOptions>.Integer("aws-max-attempts", new(1, int.MaxValue), "Attempts of one request, the first included",
            options => options.Retry.MaxAttempts, (options, value) => options with { Retry = options.Retry with { MaxAttempts = value } }),
        Option<SyncOptions>.Milliseconds("initial-backoff-milliseconds", 0, "The wait before the second attempt of a request; it doubles from there, with jitter",
            options => options.Retry.InitialBackoff, (options, value) => options with { Retry = options.Retry with { InitialBackoff = value } }),
        Option<SyncOptions>.Integer("force-retry-count", new(0, int.MaxValue), "How often a whole object is transferred again after its content broke or changed",
            options => options.Retry.ObjectRetryCount, (options, value) => options with { Retry = options.Retry with { ObjectRetryCount = value } }),
        Option<SyncOptions>.Milliseconds("force-retry-interval-milliseconds", 0, "The wait between two transfers of one object",
            options => options.Retry.ObjectRetryInterval, (options, value) => options with { Retry = options.Retry with { ObjectRetryInterval = value } }),
    ]);
}
