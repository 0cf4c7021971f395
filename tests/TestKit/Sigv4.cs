using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace S3Sync.TestKit;

/// <summary>
/// A second, plain reading of Signature Version 4, written apart from the server's, to sign requests made by hand. "Create a signed AWS
/// API request", AWS IAM User Guide.
/// </summary>
public sealed class Sigv4(string accessKey, string secretKey)
{
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    public string Region { get; init; } = "us-east-1";

    public string Service { get; init; } = "s3";

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The scope of a signing time.</summary>
    public string Scope(string time) => $"{time[..8]}/{Region}/{Service}/aws4_request";

    /// <summary>
    /// Signs a request in its Authorization header and returns the signature. <paramref name="target"/> is the path and query as they go
    /// over the wire; the payload hash is taken from the bytes unless it is given.
    /// </summary>
    public string Sign(HttpRequestMessage request, Uri endpoint, string target, string? payloadHash = null) =>
        SignHeaders(request, endpoint, target, payloadHash ?? Hash(ReadBody(request)), Now());

    /// <summary>Signs with everything chosen, and returns the signature.</summary>
    public string SignHeaders(HttpRequestMessage request, Uri endpoint, string target, string payloadHash, string time)
    {
        request.RequestUri = Raw(endpoint, target);
        request.Headers.Host ??= endpoint.Authority;
        request.Headers.TryAddWithoutValidation("x-amz-date", time);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", payloadHash);
        var signed = SignedHeaders(request);
        var canonical = Canonical(request.Method.Method, target, signed, payloadHash);
        var signature = Signature(time, StringToSign("AWS4-HMAC-SHA256", time, Hash(Encoding.UTF8.GetBytes(canonical))));
        request.Headers.TryAddWithoutValidation("Authorization",
            $"AWS4-HMAC-SHA256 Credential={accessKey}/{Scope(time)}, SignedHeaders={string.Join(';', signed.Keys)}, Signature={signature}");
        return signature;
    }

    /// <summary>A presigned address for the host alone.</summary>
    public Uri Presign(HttpMethod method, Uri endpoint, string path, int expires, string extraQuery = "")
    {
        var time = Now();
        var query = $"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={Uri.EscapeDataString($"{accessKey}/{Scope(time)}")}"
            + $"&X-Amz-Date={time}&X-Amz-Expires={expires.ToString(CultureInfo.InvariantCulture)}&X-Amz-SignedHeaders=host";
        if (extraQuery.Length > 0) query += "&" + extraQuery;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = endpoint.Authority };
        var canonical = Canonical(method.Method, $"{path}?{query}", headers, Unsigned);
        var signature = Signature(time, StringToSign("AWS4-HMAC-SHA256", time, Hash(Encoding.UTF8.GetBytes(canonical))));
        return Raw(endpoint, $"{path}?{query}&X-Amz-Signature={signature}");
    }

    /// <summary>The signature of a string to sign.</summary>
    public string Signature(string time, string stringToSign)
    {
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var part in Scope(time).Split('/')) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(stringToSign)));
    }

    /// <summary>A string to sign whose last lines are given.</summary>
    public string StringToSign(string algorithm, string time, params string[] lines) =>
        $"{algorithm}\n{time}\n{Scope(time)}\n{string.Join('\n', lines)}";

    /// <summary>The signing time of now.</summary>
    public string Now() => Time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>An address whose path and query go over the wire as they are written.</summary>
    public static Uri Raw(Uri endpoint, string target) => new(endpoint.GetLeftPart(UriPartial.Authority) + target,
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static string Canonical(string method, string target, SortedDictionary<string, string> headers, string payloadHash)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? target : target[..mark];
        var query = mark < 0 ? "" : target[(mark + 1)..];
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Contains('=', StringComparison.Ordinal) ? p : p + "=")
            .Select(p => p.Split('=', 2))
            .OrderBy(p => p[0], StringComparer.Ordinal).ThenBy(p => p[1], StringComparer.Ordinal)
            .Select(p => $"{p[0]}={p[1]}");
        var lines = string.Concat(headers.Select(h => $"{h.Key}:{h.Value}\n"));
        return $"{method}\n{path}\n{string.Join('&', parameters)}\n{lines}\n{string.Join(';', headers.Keys)}\n{payloadHash}";
    }

    private static SortedDictionary<string, string> SignedHeaders(HttpRequestMessage request)
    {
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.Headers.Host! };
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)) signed[name.ToLowerInvariant()] = string.Join(',', values).Trim();
        }

        return signed;
    }

    private static byte[] ReadBody(HttpRequestMessage request)
    {
        if (request.Content is null) return [];
        using var copy = new MemoryStream();
        request.Content.CopyTo(copy, null, CancellationToken.None);
        return copy.ToArray();
    }
}
