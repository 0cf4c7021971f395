namespace S3Sync.Catalog.Config;

/// <summary>Which config is read, and how far it is trusted.</summary>
public sealed record ConfigChoice
{
    /// <summary>The absolute path of the config; null when none was named.</summary>
    public string? File { get; init; }

    /// <summary>The environment of the config that is laid over it; null for none.</summary>
    public string? Environment { get; init; }

    /// <summary>Its endpoints may get requests that are signed with credentials from elsewhere.</summary>
    public bool AllowEndpoint { get; init; }
}
