namespace S3Sync.LocalS3.Requests;

/// <summary>What was asked of an endpoint, for tests to assert on.</summary>
public sealed class RequestLog
{
    internal RequestLog(int capacity) => Capacity = capacity;

    /// <summary>How many of the last requests are kept; 0: none.</summary>
    public int Capacity { get; }
}
