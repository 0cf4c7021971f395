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
}
