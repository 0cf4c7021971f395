using System.Text;

namespace S3Sync.LocalS3.Operations.Wire;

/// <summary>
/// Which bucket and key a request names, read from the request target as it was sent: a key keeps its <c>//</c>, <c>.</c>, <c>..</c>, <c>%2F</c>
/// and <c>+</c>. "Virtual hosting of buckets", Amazon S3 User Guide.
/// </summary>
/// <param name="Bucket">The bucket's name; null for the service itself.</param>
/// <param name="Key">The key; null for the bucket itself.</param>
/// <param name="Query">The query.</param>
internal sealed record RequestTarget(string? Bucket, string? Key, QueryParameters Query)
{
    private const int LongestKey = 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a target.</summary>
    /// <param name="rawTarget">The request line's target: a path and a query, or a whole URL.</param>
    /// <param name="host">The Host header without its port.</param>
    public static RequestTarget Parse(string rawTarget, string host)
    {
        var target = WithoutOrigin(rawTarget);
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var query = QueryParameters.Parse(question < 0 ? string.Empty : target[(question + 1)..]);
        path = path.StartsWith('/') ? path[1..] : path;
        return BucketOfHost(host) is { } bucket ? new(bucket, KeyOf(path), query) : OfPath(path, query);
    }

    /// <summary>Percent-decodes a text whose bytes must be UTF-8. A request's text comes as its bytes, one character each.</summary>
    public static string Decode(string text, bool plusIsSpace = false)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '%')
            {
                bytes[length++] = Escaped(text, at);
                at += 2;
            }
            else
            {
                bytes[length++] = (byte)(text[at] == '+' && plusIsSpace ? ' ' : text[at]);
            }
        }

        return Utf8(bytes.AsSpan(0, length));
    }

    /// <summary>Refuses a key that is longer than S3 allows.</summary>
    public static string Checked(string key)
    {
        var bytes = Encoding.UTF8.GetByteCount(key);
        return bytes <= LongestKey ? key : throw S3Errors.KeyTooLong(bytes);
    }

    private static RequestTarget OfPath(string path, QueryParameters query)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? path : path[..slash];
        return new(bucket.Length == 0 ? null : Decode(bucket), slash < 0 ? null : KeyOf(path[(slash + 1)..]), query);
    }

    private static string? KeyOf(string path) => path.Length == 0 ? null : Checked(Decode(path));

    // A proxy's client sends the whole URL.
    private static string WithoutOrigin(string target)
    {
        var scheme = target.StartsWith('/') ? -1 : target.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return target;
        }

        var path = target.IndexOfAny(['/', '?'], scheme + 3);
        return path < 0 ? "/" : target[path..];
    }

    // bucket.localhost, bucket.s3.localhost, bucket.s3.REGION.example: what stands before the endpoint's own name.
    private static string? BucketOfHost(string host)
    {
        var endpoint = host.IndexOf(".s3.", StringComparison.OrdinalIgnoreCase);
        if (endpoint > 0)
        {
            return host[..endpoint];
        }

        var isBelowLocalhost = host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) && !host.StartsWith("s3.", StringComparison.OrdinalIgnoreCase);
        return isBelowLocalhost ? host[..^".localhost".Length] : null;
    }

    private static byte Escaped(string text, int at) =>
        at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2])
            ? Convert.FromHexString(text.AsSpan(at + 1, 2))[0]
            : throw S3Errors.InvalidUri();

    private static string Utf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw S3Errors.InvalidUri();
        }
    }
}
