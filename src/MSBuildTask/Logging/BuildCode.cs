using S3Sync.Problems;

namespace S3Sync.MSBuildTask.Logging;

/// <summary>A problem's code as builds know it, so that NoWarn and WarningsAsErrors work on it.</summary>
internal static class BuildCode
{
    private const int DigitsFrom = 3; // S3S301

    /// <summary><c>S3SYNC0301</c> for <c>S3S301</c>.</summary>
    public static string Of(Problem problem) => "S3SYNC0" + problem.Code[DigitsFrom..];
}
