using System.Net;
using System.Text.RegularExpressions;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Buckets;

/// <summary>Which names a bucket may have. "General purpose bucket naming rules", Amazon S3 User Guide.</summary>
internal static partial class BucketNames
{
    private static readonly string[] ForbiddenStarts = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] ForbiddenEnds = ["-s3alias", "--ol-s3", ".mrap", "--table-s3"];

    /// <summary>Refuses a name that S3 would not give.</summary>
    public static void Check(string name)
    {
        var isGood = Shape().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal) && !IPAddress.TryParse(name, out _)
            && !ForbiddenStarts.Any(start => name.StartsWith(start, StringComparison.Ordinal))
            && !ForbiddenEnds.Any(end => name.EndsWith(end, StringComparison.Ordinal));
        if (!isGood)
        {
            throw S3Errors.InvalidBucketName(name);
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex Shape();
}
