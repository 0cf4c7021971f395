using S3Sync.Options;
using S3Sync.Problems;

namespace S3Sync.Catalog.Texts;

/// <summary>Reads SOURCE and TARGET: a path, or <c>s3://bucket[/prefix]</c> as plain text — no slash is added, nothing is decoded or resolved.</summary>
public static class LocationText
{
    private const string S3Scheme = "s3://";

    /// <summary>Reads one end; a relative path is meant from <paramref name="currentFolder"/>.</summary>
    public static Location? Read(OptionValue value, string currentFolder, out Problem? problem)
    {
        problem = Refusal(value.Origin, value.Text);
        if (problem is not null)
        {
            return null;
        }

        if (!value.Text.StartsWith(S3Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return new LocalLocation(Absolute(value.Text, currentFolder));
        }

        var (bucket, prefix) = Split(value.Text);
        return new S3Location(bucket, prefix);
    }

    /// <summary>The absolute form of a path, without a trailing separator.</summary>
    public static string Absolute(string path, string currentFolder) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, currentFolder));

    private static Problem? Refusal(string origin, string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return UsageProblems.ControlCharacter(origin);
        }

        if (text.StartsWith(S3Scheme, StringComparison.OrdinalIgnoreCase))
        {
            var bucket = Split(text).Bucket;
            return bucket.Length == 0 ? UsageProblems.BucketMissing(origin, text) : IsBucketName(bucket) ? null : UsageProblems.BucketNameInvalid(origin, bucket);
        }

        return Scheme(text) switch
        {
            null => null,
            "s3" => UsageProblems.BucketMissing(origin, text),
            var scheme => UsageProblems.SchemeUnknown(origin, text, scheme),
        };
    }

    private static (string Bucket, string Prefix) Split(string text)
    {
        var rest = text[S3Scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (rest, "") : (rest[..slash], rest[(slash + 1)..]);
    }

    // The old rules of us-east-1, which the newer ones are a part of: "Bucket naming rules", Amazon S3 User Guide. The server has the last word.
    private static bool IsBucketName(string bucket) =>
        bucket.Length <= 255 && bucket is not ("." or "..") && bucket.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    // What stands before a colon ahead of the first slash, as a URL parser sees it; a drive letter of Windows is none.
    private static string? Scheme(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var separator = text.AsSpan().IndexOfAny('/', '\\');
        var isDrive = OperatingSystem.IsWindows() && colon == 1;
        return colon <= 0 || isDrive || (separator >= 0 && separator < colon) ? null : text[..colon].ToLowerInvariant();
    }
}
