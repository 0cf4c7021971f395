using S3Sync.Problems;

namespace S3Sync.Catalog.Config;

/// <summary>Takes secrets out of what is shown, wherever they came into it: a variable that is a secret in one place is one everywhere.</summary>
public static class SecretMask
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Shown = "***";

    // Shorter ones keep nothing secret, and would take words of ours apart.
    private const int LeastLength = 4;

    /// <summary>A text without secrets.</summary>
    public static string Over(string text, IReadOnlyList<string> secrets) => secrets
        .Where(secret => secret.Length >= LeastLength)
        .OrderByDescending(secret => secret.Length)
        .Aggregate(text, (masked, secret) => masked.Replace(secret, Shown, StringComparison.Ordinal));

    internal static Problem Over(Problem problem, IReadOnlyList<string> secrets) => problem with { Message = Over(problem.Message, secrets) };
}
