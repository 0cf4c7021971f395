using System.Collections.Immutable;
using System.Globalization;
using S3Sync.Integrity;
using S3Sync.Storage.S3.Values;
using S3Sync.Storage.S3.Wire;

namespace S3Sync.Storage.S3.Mapping;

/// <summary>Between our values and the headers of the data plane's requests and answers.</summary>
internal static class WireHeaders
{
    private const string MetadataPrefix = "x-amz-meta-";

    // "HeadObject" tells them and "CopyObject" takes them under the same names.
    private static readonly ImmutableArray<string> Protecting =
    [
        "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-server-side-encryption-bucket-key-enabled",
        "x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date", "x-amz-object-lock-legal-hold",
    ];

    /// <summary>Writes everything that a new object carries beside its content and its encoding. "PutObject", Amazon S3 API Reference.</summary>
    public static void Write(WireRequest request, ObjectHeaders headers)
    {
        request
            .Header("content-type", headers.ContentType ?? S3Headers.UnknownType)
            .Header("cache-control", headers.CacheControl)
            .Header("content-disposition", headers.ContentDisposition)
            .Header("content-language", headers.ContentLanguage)
            .Header("expires", headers.Expires)
            .Header("x-amz-website-redirect-location", headers.WebsiteRedirect)
            .Header("x-amz-storage-class", headers.StorageClass)
            .Header("x-amz-tagging", headers.Tags.Count == 0 ? null : TagsOf(headers));
        foreach (var (name, value) in headers.UserMetadata)
        {
            request.Header(MetadataPrefix + name.ToLowerInvariant(), value);
        }
    }

    /// <summary>Writes what precedes a body and speaks of it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">The body.</param>
    /// <param name="encoding">The object's own Content-Encoding; null for none. The encoding of the transfer comes before it.</param>
    /// <param name="takesContentMd5">Content-MD5 may be sent.</param>
    public static void Write(WireRequest request, RequestBody body, string? encoding, bool takesContentMd5)
    {
        request.Header("content-md5", takesContentMd5 ? body.ContentMd5 : null);
        if (body.TrailerAlgorithm is { } trailing)
        {
            request
                .Header("content-encoding", encoding is null ? "aws-chunked" : "aws-chunked," + encoding)
                .Header("x-amz-decoded-content-length", WireRequest.Number(body.Length))
                .Header("x-amz-trailer", trailing.HeaderName())
                .Header("x-amz-sdk-checksum-algorithm", trailing.WireName());
        }
        else
        {
            request.Header("content-encoding", encoding);
        }

        if (body is { TrailerAlgorithm: null, Checksum: { } checksum })
        {
            // Ceph RGW keeps the value only when the algorithm is named as well.
            request.Header(checksum.Algorithm.HeaderName(), checksum.Base64).Header("x-amz-sdk-checksum-algorithm", checksum.Algorithm.WireName());
        }
    }

    /// <summary>What a write was answered with.</summary>
    public static StoredAnswer Stored(WireAnswer answer) => new(
        answer.Header("ETag") is { } etag ? ETag.Parse(etag) : null, Checksums(answer), VersionOf(answer), EncryptionOf(answer));

    /// <summary>The facts of a whole object, a range or a part of it. "GetObject" and "HeadObject", Amazon S3 API Reference.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="partNumber">The part that was asked for; null for the object or a range.</param>
    public static ObjectFacts Facts(WireAnswer answer, int? partNumber)
    {
        // Taken for 0, an object of an unknown length would be stored again as an empty one.
        var length = answer.ContentLength ?? throw S3Refusal.WithoutLength();
        return new(
            TotalOf(answer.Header("Content-Range")) ?? length,
            ETag.Parse(answer.Header("ETag") ?? ""),
            Time(answer.Header("Last-Modified")),
            Checksums(answer),
            (int?)answer.Number("x-amz-mp-parts-count"),
            partNumber is null ? null : length,
            EncryptionOf(answer),
            VersionOf(answer),
            Headers(answer),
            (int)(answer.Number("x-amz-tagging-count") ?? 0))
        {
            IsArchived = IsArchived(answer),
            Protection = Protection(answer),
        };
    }

    private static string? EncryptionOf(WireAnswer answer) =>
        answer.Header("x-amz-server-side-encryption-customer-algorithm") is null ? answer.Header("x-amz-server-side-encryption") : ObjectFacts.CustomerEncryption;

    // A restored copy is told by x-amz-restore: ongoing-request="false". The archive tiers of INTELLIGENT_TIERING have a header of their own.
    // "HeadObject", Amazon S3 API Reference.
    private static bool IsArchived(WireAnswer answer) =>
        (answer.Header("x-amz-archive-status") is not null || answer.Header("x-amz-storage-class") is "GLACIER" or "DEEP_ARCHIVE")
        && answer.Header("x-amz-restore")?.Contains("ongoing-request=\"false\"", StringComparison.OrdinalIgnoreCase) != true;

    private static ObjectHeaders Headers(WireAnswer answer) => new()
    {
        ContentType = answer.Header("Content-Type"),
        CacheControl = answer.Header("Cache-Control"),
        ContentDisposition = answer.Header("Content-Disposition"),
        ContentEncoding = answer.Header("Content-Encoding"),
        ContentLanguage = answer.Header("Content-Language"),
        Expires = answer.Header("Expires"),
        WebsiteRedirect = answer.Header("x-amz-website-redirect-location"),
        StorageClass = answer.Header("x-amz-storage-class"),
        UserMetadata = Metadata(answer),
    };

    private static IReadOnlyList<KeyValuePair<string, string>> Protection(WireAnswer answer)
    {
        List<KeyValuePair<string, string>>? found = null;
        foreach (var name in Protecting)
        {
            if (answer.Header(name) is { } value)
            {
                (found ??= new(1)).Add(new(name, value));
            }
        }

        return found ?? ObjectHeaders.None.Protection;
    }

    private static IReadOnlyDictionary<string, string> Metadata(WireAnswer answer)
    {
        Dictionary<string, string>? found = null;
        foreach (var (name, value) in answer.HeadersFrom(MetadataPrefix))
        {
            (found ??= new(StringComparer.Ordinal))[name.ToLowerInvariant()] = value;
        }

        return found ?? ObjectHeaders.None.UserMetadata;
    }

    private static List<Checksum> Checksums(WireAnswer answer)
    {
        var found = new List<Checksum>(1);
        foreach (var algorithm in ChecksumAlgorithms.All)
        {
            if (answer.Header(algorithm.HeaderName()) is { } value)
            {
                found.Add(Checksum.Parse(algorithm, value));
            }
        }

        return found;
    }

    // "Tag-set must be encoded as URL query parameters" ("PutObject").
    private static string TagsOf(ObjectHeaders headers)
    {
        var text = new System.Text.StringBuilder();
        foreach (var (name, value) in headers.Tags)
        {
            UriText.Append(text.Append(text.Length == 0 ? "" : "&"), name, keepSlashes: false);
            UriText.Append(text.Append('='), value, keepSlashes: false);
        }

        return text.ToString();
    }

    // An unversioned bucket answers nothing or "null": that names no version of its own.
    private static string? VersionOf(WireAnswer answer) => answer.Header("x-amz-version-id") is { } id && id != "null" ? id : null;

    private static DateTimeOffset Time(string? text) =>
        DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)
            ? time
            : DateTimeOffset.UnixEpoch;

    // bytes 0-9/100
    private static long? TotalOf(string? contentRange) =>
        contentRange?.LastIndexOf('/') is > 0 and var slash
        && long.TryParse(contentRange.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            ? total
            : null;
}
