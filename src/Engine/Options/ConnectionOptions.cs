namespace S3Sync.Options;

/// <summary>How both endpoints are talked to. A null time is no limit.</summary>
public sealed record ConnectionOptions
{
    /// <summary>The longest one operation may take, its repetitions included.</summary>
    public TimeSpan? OperationTimeout { get; init; }

    /// <summary>The longest one attempt of an operation may take.</summary>
    public TimeSpan? OperationAttemptTimeout { get; init; }

    /// <summary>The longest it may take to connect.</summary>
    public TimeSpan? ConnectTimeout { get; init; } = TimeSpan.FromMilliseconds(3100);

    /// <summary>The longest wait for the beginning of an answer.</summary>
    public TimeSpan? ReadTimeout { get; init; }

    /// <summary>Do not give up bodies that no longer move.</summary>
    public bool DisableStalledStreamProtection { get; init; }

    /// <summary>The proxy for https endpoints, with user and password where it wants them; null for the environment's. A secret: never shown.</summary>
    public string? HttpsProxy { get; init; }

    /// <summary>The proxy for http endpoints, with user and password where it wants them; null for the environment's. A secret: never shown.</summary>
    public string? HttpProxy { get; init; }

    /// <summary>Keys, versions or parts in one page of a listing.</summary>
    public int MaxKeys { get; init; } = 1000;

    /// <summary>Names no proxy: its address may hold a password.</summary>
    public override string ToString() => $"ConnectionOptions {{ ConnectTimeout = {ConnectTimeout}, ReadTimeout = {ReadTimeout}, MaxKeys = {MaxKeys} }}";
}
