using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using S3Sync.LocalS3.Requests;

namespace S3Sync.LocalS3.Authentication;

/// <summary>
/// The text that a signature covers, built from what was received. "Signature Calculations for the Authorization Header", Amazon S3 API
/// Reference. S3 escapes a path once and never normalises it.
/// </summary>
internal static class CanonicalRequest
{
    /// <summary>Writes the canonical request.</summary>
    public static void Write(HttpRequest request, RequestTarget target, SignatureClaim claim, ref ByteText into)
    {
        into.AppendLatin1(request.Method);
        into.Append((byte)'\n');
        if (target.Path.Length == 0) into.Append((byte)'/');
        else PercentEncoding.Encode(target.Path, keepSlash: true, ref into);
        into.Append((byte)'\n');
        WriteQuery(target, claim.Presigned, ref into);
        into.Append((byte)'\n');
        WriteHeaders(request.Headers, Sorted(claim.SignedHeaders), ref into);
        into.Append((byte)'\n');
        into.AppendLatin1(claim.PayloadHash);
    }

    /// <summary>Writes the string to sign over a canonical request.</summary>
    public static void WriteStringToSign(ReadOnlySpan<byte> canonical, SignatureClaim claim, ref ByteText into)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonical, hash);
        into.AppendLatin1(SignatureClaim.Algorithm);
        into.Append((byte)'\n');
        into.AppendLatin1(claim.TimeText);
        into.Append((byte)'\n');
        into.AppendLatin1(claim.Scope.ToString());
        into.Append((byte)'\n');
        into.AppendHex(hash);
    }

    private static void WriteQuery(RequestTarget target, bool presigned, ref ByteText into)
    {
        if (target.Query.Count == 0) return;
        var encoded = new List<(string Name, string Value)>(target.Query.Count);
        foreach (var (name, value) in target.Query)
        {
            if (presigned && name == "X-Amz-Signature") continue;
            encoded.Add((Encoded(name), Encoded(value)));
        }

        encoded.Sort(static (a, b) =>
        {
            var byName = string.CompareOrdinal(a.Name, b.Name);
            return byName != 0 ? byName : string.CompareOrdinal(a.Value, b.Value);
        });
        for (var i = 0; i < encoded.Count; i++)
        {
            if (i > 0) into.Append((byte)'&');
            into.AppendLatin1(encoded[i].Name);
            into.Append((byte)'=');
            into.AppendLatin1(encoded[i].Value);
        }
    }

    private static string Encoded(string text)
    {
        var bytes = new ByteText(Math.Max(16, text.Length * 3));
        try
        {
            PercentEncoding.Encode(text, keepSlash: false, ref bytes);
            return bytes.ToString();
        }
        finally
        {
            bytes.Dispose();
        }
    }

    private static void WriteHeaders(IHeaderDictionary headers, string[] names, ref ByteText into)
    {
        foreach (var name in names)
        {
            into.AppendLatin1(name);
            into.Append((byte)':');
            WriteValues(headers[name], ref into);
            into.Append((byte)'\n');
        }

        into.Append((byte)'\n');
        for (var i = 0; i < names.Length; i++)
        {
            if (i > 0) into.Append((byte)';');
            into.AppendLatin1(names[i]);
        }
    }

    private static void WriteValues(StringValues values, ref ByteText into)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) into.Append((byte)',');
            WriteCollapsed(values[i].AsSpan().Trim(" \t"), ref into);
        }
    }

    // "Trim any leading or trailing spaces, convert sequential spaces to a single space."
    private static void WriteCollapsed(ReadOnlySpan<char> value, ref ByteText into)
    {
        while (value.IndexOfAny(' ', '\t') is var gap and >= 0)
        {
            into.AppendLatin1(value[..gap]);
            into.Append((byte)' ');
            value = value[gap..].TrimStart(" \t");
        }

        into.AppendLatin1(value);
    }

    private static string[] Sorted(string[] names)
    {
        for (var i = 1; i < names.Length; i++)
        {
            if (string.CompareOrdinal(names[i - 1], names[i]) > 0) return [.. names.Order(StringComparer.Ordinal)];
        }

        return names;
    }
}
