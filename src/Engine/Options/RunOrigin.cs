namespace S3Sync.Options;

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
