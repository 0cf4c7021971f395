using S3Sync.Integrity;
using S3Sync.Problems;
using S3Sync.Storage;

namespace S3Sync.Transfers;

/// <summary>What follows from comparing received content with what its store keeps.</summary>
internal static class ReadVerification
{
    /// <summary>The verdicts; a disagreement is a failure of the object, which is read again.</summary>
    public static IReadOnlyList<Verdict> Require(string place, IReadOnlyList<Verdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            if (verdict is Verdict.Disagrees differs)
            {
                throw new StorageException(IntegrityProblems.ReceivedDiffers(place, differs.What, differs.Expected, differs.Actual), FailureKind.Broken);
            }
        }

        return verdicts;
    }
}
