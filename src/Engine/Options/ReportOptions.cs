namespace S3Sync.Options;

/// <summary>How a run is told to whoever watches it; the engine itself does not look at these.</summary>
public sealed record ReportOptions
{
    /// <summary>How much is told: -2 nothing, -1 errors, 0 warnings, 1 info, 2 debug, 3 trace.</summary>
    public int Verbosity { get; init; }

    /// <summary>Log records as one JSON object a line.</summary>
    public bool JsonTracing { get; init; }

    /// <summary>No colours, on a terminal either.</summary>
    public bool DisableColorTracing { get; init; }

    /// <summary>Tell every request too.</summary>
    public bool AwsSdkTracing { get; init; }

    /// <summary>Tell when each stage and each object begins and ends.</summary>
    public bool SpanEventsTracing { get; init; }

    /// <summary>Which records are logged, as <c>debug</c> or <c>s3sync=trace,aws_sdk_s3=debug</c>; null for what the verbosity says.</summary>
    public string? LogFilter { get; init; }

    /// <summary>Where log records go: <c>stdout</c> or <c>stderr</c>.</summary>
    public string LogTo { get; init; } = "stdout";

    /// <summary>Where the manifest is written: an absolute path, or an object; null for none.</summary>
    public Location? Manifest { get; init; }

    /// <summary>The absolute path of the list of digests in the form that <c>sha256sum -c</c> reads; null for none.</summary>
    public string? Checksums { get; init; }

    /// <summary>Where the run comes from, for the manifest.</summary>
    public RunOrigin Origin { get; init; } = new();
}

/// <summary>What is known of where a run comes from, for the record that is kept of it. The host tells; null is not known.</summary>
public sealed record RunOrigin
{
    /// <summary>The name and version of the host, as <c>s3sync/1.0.0</c>.</summary>
    public string? Tool { get; init; }

    /// <summary>The git commit that is published.</summary>
    public string? Commit { get; init; }

    /// <summary>The git reference it was built from.</summary>
    public string? Reference { get; init; }

    /// <summary>The repository.</summary>
    public string? Repository { get; init; }

    /// <summary>The address of the CI run.</summary>
    public string? RunUrl { get; init; }

    /// <summary>Which attempt of that run, from 1.</summary>
    public int? Attempt { get; init; }
}
