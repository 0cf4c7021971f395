using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>How long an endpoint may take.</summary>
internal static class TimeoutDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("Timeout options",
    [
        Option<SyncOptions>.Milliseconds("operation-timeout-milliseconds", 1, "The longest one operation may take, its repetitions included; no limit by default",
            options => options.Connection.OperationTimeout, (options, value) => options with { Connection = options.Connection with { OperationTimeout = value } }),
        Option<SyncOptions>.Milliseconds("operation-attempt-timeout-milliseconds", 1, "The longest one attempt of an operation may take; no limit by default",
            options => options.Connection.OperationAttemptTimeout, (options, value) => options with { Connection = options.Connection with { OperationAttemptTimeout = value } }),
        Option<SyncOptions>.Milliseconds("connect-timeout-milliseconds", 1, "The longest it may take to connect",
            options => options.Connection.ConnectTimeout, (options, value) => options with { Connection = options.Connection with { ConnectTimeout = value } }),
        Option<SyncOptions>.Milliseconds("read-timeout-milliseconds", 1, "The longest wait for the beginning of an answer; no limit by default",
            options => options.Connection.ReadTimeout, (options, value) => options with { Connection = options.Connection with { ReadTimeout = value } }),
    ]);
}
