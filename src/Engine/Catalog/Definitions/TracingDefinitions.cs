using S3Sync.Options;

namespace S3Sync.Catalog.Definitions;

/// <summary>How a run is told.</summary>
internal static class TracingDefinitions
{
    public static OptionGroup<SyncOptions> Group { get; } = new("Tracing and logging",
    [
        Option<SyncOptions>.Count('v', "verbose", "Log more: -v info, -vv debug, -vvv trace; warnings and errors by default",
            options => options.Report.Verbosity, (options, count) => options with { Report = options.Report with { Verbosity = Math.Min(count, 3) } }) with { Excludes = ["quiet"] },
        Option<SyncOptions>.Count('q', "quiet", "Log less: -q errors only and no progress, -qq nothing",
            options => options.Report.Verbosity, (options, count) => options with { Report = options.Report with { Verbosity = -Math.Min(count, 2) } }),
        Option<SyncOptions>.Flag("json-tracing", "Log one JSON object a line",
            options => options.Report.JsonTracing, (options, on) => options with { Report = options.Report with { JsonTracing = on } }),
        Option<SyncOptions>.Flag("aws-sdk-tracing", "Log every request too, with its operation, key, status, attempt and duration (at -vv)",
            options => options.Report.AwsSdkTracing, (options, on) => options with { Report = options.Report with { AwsSdkTracing = on } }),
        Option<SyncOptions>.Flag("span-events-tracing", "Log when each object and each stage of the run begins and ends (at -v)",
            options => options.Report.SpanEventsTracing, (options, on) => options with { Report = options.Report with { SpanEventsTracing = on } }),
        Option<SyncOptions>.Flag("disable-color-tracing", "No colours, on a terminal either; NO_COLOR does the same",
            options => options.Report.DisableColorTracing, (options, on) => options with { Report = options.Report with { DisableColorTracing = on } }),
        Option<SyncOptions>.Choice("log-to", new("STREAM", ["stdout", "stderr"]), "Where log records go; progress and the summary always go to stderr",
            options => options.Report.LogTo, (options, value) => options with { Report = options.Report with { LogTo = value } }) with { ReadsPlainName = false },
        Option<SyncOptions>.LogFilter("log", "Which records are logged, in place of -v and -q: a level, or TARGET=LEVEL, separated by commas. Levels are off, error, warn, info, debug, trace; the targets are s3sync and aws_sdk_s3",
            options => options.Report.LogFilter, (options, value) => options with { Report = options.Report with { LogFilter = value } }) with { ReadsPlainName = false },
    ]);
}
