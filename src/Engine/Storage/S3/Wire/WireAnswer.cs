using System.Globalization;
using System.Net.Http.Headers;

namespace S3Sync.Storage.S3.Wire;

/// <summary>A successful answer, its headers read as they came: the runtime's own parsers would reorder and drop values.</summary>
internal sealed class WireAnswer(HttpResponseMessage message) : IDisposable
{
    private readonly HttpHeadersNonValidated _headers = message.Headers.NonValidated;
    private readonly HttpHeadersNonValidated _contentHeaders = message.Content.Headers.NonValidated;

    /// <summary>Content-Length; null when the body's length is not told.</summary>
    public long? ContentLength => Number("Content-Length");

    /// <summary>A header's value, several joined by a comma; null when it was not sent, or is empty.</summary>
    public string? Header(string name)
    {
        if (!_headers.TryGetValues(name, out var values) && !_contentHeaders.TryGetValues(name, out values))
        {
            return null;
        }

        var text = values.Count == 1 ? values.ToString() : string.Join(",", values);
        return text.Length == 0 ? null : text;
    }

    /// <summary>A header that is a number; null when it was not sent, or is none.</summary>
    public long? Number(string name) =>
        long.TryParse(Header(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The headers whose names begin so, without that beginning.</summary>
    public IEnumerable<KeyValuePair<string, string>> HeadersFrom(string beginning)
    {
        foreach (var (name, values) in _headers)
        {
            if (name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                yield return new(name[beginning.Length..], values.Count == 1 ? values.ToString() : string.Join(",", values));
            }
        }
    }

    /// <summary>The body, still on the wire.</summary>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken) => message.Content.ReadAsStreamAsync(cancellationToken);

    public void Dispose() => message.Dispose();
}
