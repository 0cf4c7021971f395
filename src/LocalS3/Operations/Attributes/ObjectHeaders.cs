using S3Sync.LocalS3.Objects;
using S3Sync.LocalS3.Operations.Wire;

namespace S3Sync.LocalS3.Operations.Attributes;

/// <summary>What a request's headers say about the object to be stored.</summary>
internal static class ObjectHeaders
{
    /// <summary>The headers of HTTP that S3 keeps and gives back.</summary>
    public static readonly IReadOnlyList<string> System = ["Content-Type", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"];

    private const string MetadataPrefix = "x-amz-meta-";
    private const int LongestMetadata = 2048;

    private static readonly string[] StorageClasses =
        ["STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "GLACIER_IR", "DEEP_ARCHIVE"];

    /// <summary>Everything that is kept.</summary>
    public static ObjectAttributes Read(S3Request request)
    {
        RefuseForDirectories(request);
        return new()
        {
            SystemMetadata = SystemMetadata(request),
            UserMetadata = UserMetadata(request),
            Tags = TagDocument.ParseHeader(request.Header("x-amz-tagging")),
            StorageClass = StorageClass(request),
            Acl = CannedAcl.Of(request) ?? CannedAcl.Private,
            WebsiteRedirect = WebsiteRedirect(request),
            Encryption = EncryptionHeaders.Read(request),
        };
    }

    /// <summary>The headers of HTTP; aws-chunked is how the request came, not how the content is.</summary>
    public static IReadOnlyDictionary<string, string> SystemMetadata(S3Request request)
    {
        var kept = new Dictionary<string, string>();
        foreach (var name in System)
        {
            if (request.Header(name) is { } value && (name != "Content-Encoding" || (value = WithoutChunked(value)).Length > 0))
            {
                kept[name] = value;
            }
        }

        return kept;
    }

    /// <summary>The user's own metadata, a byte a character; together at most 2 KB.</summary>
    public static IReadOnlyDictionary<string, string> UserMetadata(S3Request request)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in request.HeaderNames.Where(name => name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase)))
        {
            kept[name[MetadataPrefix.Length..].ToLowerInvariant()] = request.Header(name) ?? string.Empty;
        }

        var size = kept.Sum(pair => pair.Key.Length + pair.Value.Length);
        return size <= LongestMetadata ? kept : throw S3Errors.MetadataTooLarge();
    }

    /// <summary>The header that gives one of the user's own metadata back.</summary>
    public static string MetadataHeader(string name) => MetadataPrefix + name;

    private static string StorageClass(S3Request request)
    {
        var asked = request.Header("x-amz-storage-class");
        if (request.Bucket.IsDirectory)
        {
            return asked is null or "EXPRESS_ONEZONE" ? "EXPRESS_ONEZONE" : throw S3Errors.InvalidStorageClass();
        }

        return asked is null ? "STANDARD" : StorageClasses.Contains(asked) ? asked : throw S3Errors.InvalidStorageClass();
    }

    private static string? WebsiteRedirect(S3Request request)
    {
        const string name = "x-amz-website-redirect-location";
        var value = request.Header(name);
        var isPlace = value is null || value.StartsWith('/') || value.StartsWith("http://", StringComparison.Ordinal) || value.StartsWith("https://", StringComparison.Ordinal);
        return isPlace ? value : throw new S3ErrorException(400, "InvalidRedirectLocation", "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.");
    }

    // "Differences for directory buckets", Amazon S3 User Guide.
    private static void RefuseForDirectories(S3Request request)
    {
        string[] unknown = ["x-amz-tagging", "x-amz-acl", "x-amz-website-redirect-location", CustomerKey.Prefix + "algorithm"];
        if (request.Bucket.IsDirectory && unknown.FirstOrDefault(name => request.Header(name) is not null) is { } name)
        {
            throw S3Errors.NotImplemented(name);
        }
    }

    private static string WithoutChunked(string value) =>
        string.Join(',', value.Split(',', StringSplitOptions.TrimEntries).Where(one => !string.Equals(one, "aws-chunked", StringComparison.OrdinalIgnoreCase)));
}
