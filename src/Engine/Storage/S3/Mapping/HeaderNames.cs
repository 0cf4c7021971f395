using S3Sync.Entries;
using S3Sync.Storage.S3.Values;

namespace S3Sync.Storage.S3.Mapping;

/// <summary>What an object carries beside its content, by lower-case HTTP names, in the order of the names.</summary>
internal static class HeaderNames
{
    private const string MetadataPrefix = "x-amz-meta-";
    private const string StorageClass = "x-amz-storage-class";

    /// <summary>What an object is written with.</summary>
    public static IReadOnlyDictionary<string, string> Of(ObjectHeaders headers)
    {
        var named = Of(headers.UserMetadata);
        named["content-type"] = AsSent(headers.ContentType ?? S3Headers.UnknownType);
        foreach (var (name, value) in new (string, string?)[]
        {
            ("cache-control", headers.CacheControl),
            ("content-disposition", headers.ContentDisposition),
            ("content-encoding", headers.ContentEncoding),
            ("content-language", headers.ContentLanguage),
            ("expires", headers.Expires),
            ("x-amz-website-redirect-location", headers.WebsiteRedirect),
            (StorageClass, headers.StorageClass),
        })
        {
            if (value is not null)
            {
                named[name] = AsSent(value);
            }
        }

        return named;
    }

    /// <summary>What is said by these names.</summary>
    public static ObjectHeaders Read(IReadOnlyDictionary<string, string> named) => new()
    {
        ContentType = named.GetValueOrDefault("content-type"),
        CacheControl = named.GetValueOrDefault("cache-control"),
        ContentDisposition = named.GetValueOrDefault("content-disposition"),
        ContentEncoding = named.GetValueOrDefault("content-encoding"),
        ContentLanguage = named.GetValueOrDefault("content-language"),
        Expires = named.GetValueOrDefault("expires"),
        WebsiteRedirect = named.GetValueOrDefault("x-amz-website-redirect-location"),
        StorageClass = named.GetValueOrDefault(HeaderNames.StorageClass),
        UserMetadata = named.Where(static pair => pair.Key.StartsWith(MetadataPrefix, StringComparison.Ordinal))
            .ToDictionary(static pair => pair.Key[MetadataPrefix.Length..], static pair => pair.Value, StringComparer.Ordinal),
    };

    /// <summary>What an object was found to have.</summary>
    public static IReadOnlyDictionary<string, string> Of(EntryDetails details)
    {
        var named = Of(details.UserMetadata);
        foreach (var (name, value) in details.Headers)
        {
            named[name.ToLowerInvariant()] = value;
        }

        if (details.ContentType is { } type)
        {
            named["content-type"] = type;
        }

        if (details.StorageClass is { } storageClass)
        {
            named[StorageClass] = storageClass;
        }

        return named;
    }

    private static SortedDictionary<string, string> Of(IReadOnlyDictionary<string, string> metadata)
    {
        var named = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in metadata)
        {
            named[MetadataPrefix + name.ToLowerInvariant()] = AsSent(value);
        }

        return named;
    }

    // Blanks around a value do not arrive (RFC 9110, 5.5).
    private static string AsSent(string value) => value.Trim(' ', '\t');
}
