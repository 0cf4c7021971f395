using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace S3Sync.LocalS3.Requests;

/// <summary>
/// What a request names: bucket, key and query parameters, from the raw request target and the Host header.
/// "Virtual hosting of general purpose buckets", Amazon S3 User Guide.
/// </summary>
internal sealed class RequestTarget
{
    private const string VirtualHostSuffix = ".localhost";
    private readonly List<KeyValuePair<string, string>> query;

    private RequestTarget(string raw, string path, string? bucket, string? key, List<KeyValuePair<string, string>> query)
    {
        Raw = raw;
        Path = path;
        Bucket = bucket;
        Key = key;
        this.query = query;
    }

    /// <summary>The request target as it was sent.</summary>
    public string Raw { get; }

    /// <summary>The decoded path.</summary>
    public string Path { get; }

    /// <summary>The bucket; null when the request speaks to the whole endpoint.</summary>
    public string? Bucket { get; }

    /// <summary>The object's key; null when the request speaks to the bucket.</summary>
    public string? Key { get; }

    /// <summary>The decoded query parameters in the order they were sent; a parameter without <c>=</c> has an empty value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query => query;

    /// <summary>The parameter's decoded value; empty when it has none; null when it is not there.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var parameter in query)
            {
                if (string.Equals(parameter.Key, name, StringComparison.Ordinal)) return parameter.Value;
            }

            return null;
        }
    }

    /// <summary>Whether the parameter is there, with or without a value.</summary>
    public bool Has(string name) => this[name] is not null;

    /// <summary>Takes a request apart; throws InvalidURI when its escapes or its UTF-8 are broken.</summary>
    public static RequestTarget Of(HttpContext context)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var start = PathStart(raw);
        var mark = raw.IndexOf('?', start);
        var path = PercentEncoding.Decode(raw.AsSpan(start, (mark < 0 ? raw.Length : mark) - start), plusIsSpace: false);
        var query = mark < 0 ? [] : ParseQuery(raw.AsSpan(mark + 1));
        var (bucket, key) = Split(path, VirtualBucket(context.Request.Host.Host));
        return new RequestTarget(raw, path, bucket, key, query);
    }

    // RFC 9112 3.2.2: a client that believes it speaks to a proxy sends the absolute form.
    private static int PathStart(string raw)
    {
        if (raw.StartsWith('/')) return 0;
        var scheme = raw.IndexOf("://", StringComparison.Ordinal);
        var path = scheme < 0 ? -1 : raw.IndexOf('/', scheme + 3);
        return path < 0 ? raw.Length : path;
    }

    private static string? VirtualBucket(string host) =>
        host.EndsWith(VirtualHostSuffix, StringComparison.OrdinalIgnoreCase) && host.Length > VirtualHostSuffix.Length
            ? host[..^VirtualHostSuffix.Length]
            : null;

    private static (string? Bucket, string? Key) Split(string path, string? virtualBucket)
    {
        var rest = path.StartsWith('/') ? path[1..] : path;
        if (virtualBucket is not null) return (virtualBucket, rest.Length == 0 ? null : rest);
        if (rest.Length == 0) return (null, null);
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return (rest, null);
        return (rest[..slash], slash + 1 == rest.Length ? null : rest[(slash + 1)..]);
    }

    private static List<KeyValuePair<string, string>> ParseQuery(ReadOnlySpan<char> text)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var range in text.Split('&'))
        {
            var part = text[range];
            if (part.IsEmpty) continue;
            var equals = part.IndexOf('=');
            var name = PercentEncoding.Decode(equals < 0 ? part : part[..equals], plusIsSpace: true);
            var value = equals < 0 ? "" : PercentEncoding.Decode(part[(equals + 1)..], plusIsSpace: true);
            parameters.Add(new(name, value));
        }

        return parameters;
    }
}
