namespace S3Sync.LocalS3;

/// <summary>A refusal in S3's own words: the answer's status and the XML error's code and message. "Error responses", Amazon S3 API Reference.</summary>
internal sealed class S3ErrorException(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>S3's error code, such as <c>NoSuchKey</c>.</summary>
    public string Code { get; } = code;

    /// <summary>Extra elements of the error document, such as <c>Condition</c> or <c>CanonicalRequest</c>.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the client shall wait before it asks again; null when it is not told.</summary>
    public int? RetryAfterSeconds { get; init; }
}
