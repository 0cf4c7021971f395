namespace S3Sync.Problems;

/// <summary>What a user reads when content is not what it should be, or cannot be proven to be.</summary>
public static class IntegrityProblems
{
    /// <summary>What the store keeps is not what was sent.</summary>
    public static Problem StoredDiffers(string place, string what, string sent, string stored) => new("S3S401",
        $"\"{place}\" was stored with another {what} than what was sent: stored \"{stored}\", sent \"{sent}\". The content was damaged on its way, or the endpoint does not compute {what} values as S3 does.");

    /// <summary>What arrived is not what the store says it keeps.</summary>
    public static Problem ReceivedDiffers(string place, string what, string stored, string received) => new("S3S402",
        $"\"{place}\" arrived with another {what} than the stored one: stored \"{stored}\", received \"{received}\". The content was damaged on its way or at rest.");

    /// <summary>Verification is required, and nothing stored with an object can settle whether its content arrived.</summary>
    public static Problem NotVerified(string place, string why) => new("S3S403",
        $"\"{place}\" cannot be verified: {why}. Verification is required, so it was not accepted. Store it with an additional checksum, or do not ask for verification of everything.");

    /// <summary>The first object of a run that nothing stored could verify; told once, the others are counted and listed.</summary>
    public static Problem FirstNotVerified(string key, string why) => new("S3S404",
        $"\"{key}\" arrived but could not be verified: {why}. Further such objects are counted, and listed by -v. To make them failures, require verification.");

    /// <summary>A body ended before or after the length that was announced.</summary>
    public static Problem LengthDiffers(string key, long expected, long received) =>
        new("S3S405", $"The object \"{key}\" has {expected} bytes, but {received} were received. The connection was cut or the object was replaced. Run again.");
}
