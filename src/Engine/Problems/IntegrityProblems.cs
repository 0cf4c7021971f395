namespace S3Sync.Problems;

/// <summary>What a user reads when content is not what it should be, or cannot be proven to be.</summary>
public static class IntegrityProblems
{
    /// <summary>A body ended before or after the length that was announced.</summary>
    public static Problem LengthDiffers(string key, long expected, long received) =>
        new("S3S405", $"The object \"{key}\" has {expected} bytes, but {received} were received. The connection was cut or the object was replaced. Run again.");
}
