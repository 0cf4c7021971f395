using System.Globalization;
using System.Text;

namespace S3Sync.Storage.S3.Wire;

/// <summary>
/// Signature Version 4 with everything that a request says under the signature: method, path, query, all headers of ours and the payload.
/// The key is derived once a day. "Create a signed AWS API request", AWS IAM User Guide.
/// </summary>
/// <param name="region">The signing region.</param>
/// <param name="service">The signing service.</param>
internal sealed class RequestSigner(string region, string service)
{
    private const string Blanks = " \t";
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    private SigningKey? _key;

    /// <summary>Signs a request: adds the date, the payload hash and the token to its headers and returns the signature with what it was made of.</summary>
    /// <param name="request">The request; its headers are put in order.</param>
    /// <param name="path">Its escaped path.</param>
    /// <param name="query">Its escaped query.</param>
    /// <param name="host">The Host header.</param>
    /// <param name="keys">Who signs.</param>
    /// <param name="now">The time of the signature.</param>
    public Signature Sign(WireRequest request, string path, string query, string host, WireKeys keys, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        var key = KeyOf(keys, time[..8]);
        request
            .Header("host", host)
            .Header("x-amz-content-sha256", request.PayloadHash)
            .Header("x-amz-date", time)
            .Header(service == "s3express" ? "x-amz-s3session-token" : "x-amz-security-token", string.IsNullOrEmpty(keys.Token) ? null : keys.Token)
            .SortHeaders();
        var names = string.Join(';', request.Headers.Select(static header => header.Key));
        var signature = key.Sign($"{Algorithm}\n{time}\n{key.Scope}\n{HashOf(request, path, query, names)}");
        return new(key, time, signature, $"{Algorithm} Credential={keys.AccessKey}/{key.Scope}, SignedHeaders={names}, Signature={signature}");
    }

    private SigningKey KeyOf(WireKeys keys, string date)
    {
        // Two requests that derive it at the same moment derive the same.
        var known = Volatile.Read(ref _key);
        if (known is null || known.Date != date || known.Secret != keys.SecretKey)
        {
            known = SigningKey.Derive(keys.SecretKey, date, region, service);
            Volatile.Write(ref _key, known);
        }

        return known;
    }

    private static string HashOf(WireRequest request, string path, string query, string names)
    {
        var canonical = new StringBuilder(512).Append(request.Method.Method).Append('\n').Append(path).Append('\n').Append(query).Append('\n');
        foreach (var (name, value) in request.Headers)
        {
            AppendCollapsed(canonical.Append(name).Append(':'), value);
            canonical.Append('\n');
        }

        canonical.Append('\n').Append(names).Append('\n').Append(request.PayloadHash);
        return SigningKey.HashOf(canonical);
    }

    // "Trim any leading or trailing spaces, convert sequential spaces to a single space." A tab counts as a space, as with AWS's own signers.
    private static void AppendCollapsed(StringBuilder into, ReadOnlySpan<char> value)
    {
        value = value.Trim(Blanks);
        for (int gap; (gap = value.IndexOfAny(Blanks)) >= 0; value = value[gap..].TrimStart(Blanks))
        {
            into.Append(value[..gap]).Append(' ');
        }

        into.Append(value);
    }
}

/// <summary>A signature, and what a chain of chunk signatures goes on from.</summary>
/// <param name="Key">The day's key.</param>
/// <param name="Time">The time of the signature.</param>
/// <param name="Hex">The signature in lower-case hex.</param>
/// <param name="Authorization">The Authorization header.</param>
internal sealed record Signature(SigningKey Key, string Time, string Hex, string Authorization);
