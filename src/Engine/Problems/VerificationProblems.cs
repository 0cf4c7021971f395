namespace S3Sync.Problems;

/// <summary>What verification found about one object.</summary>
public static class VerificationProblems
{
    /// <summary>What the store keeps is not what was sent.</summary>
    public static Problem StoredDiffers(string place, string what, string sent, string stored) => new("S3S450",
        $"\"{place}\" was stored with another {what} than what was sent: stored \"{stored}\", sent \"{sent}\". The content was damaged on its way, or the endpoint does not compute {what} values as S3 does.");

    /// <summary>What arrived is not what the store says it keeps.</summary>
    public static Problem ReceivedDiffers(string place, string what, string stored, string received) => new("S3S451",
        $"\"{place}\" arrived with another {what} than the stored one: stored \"{stored}\", received \"{received}\". The content was damaged on its way or at rest.");

    /// <summary>The content that arrived has another length than was told.</summary>
    public static Problem LengthDiffers(string place, string expected, string actual) => new("S3S452",
        $"\"{place}\" arrived with {actual} bytes in place of {expected}.");
}
