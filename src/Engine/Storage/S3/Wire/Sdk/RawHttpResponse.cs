using System.Net;
using System.Net.Http.Headers;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal.Transform;

namespace S3Sync.Storage.S3.Wire.Sdk;

/// <summary>
/// An answer whose headers are read as they came. The SDK reads them through the runtime's parsers and keeps the first value alone:
/// <c>Content-Language: de, en</c> would come back as <c>de</c>, Cache-Control in another order.
/// </summary>
internal sealed class RawHttpResponse : IWebResponseData
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    public RawHttpResponse(HttpResponseMessage message)
    {
        StatusCode = message.StatusCode;
        IsSuccessStatusCode = message.IsSuccessStatusCode;
        ResponseBody = new HttpResponseMessageBody(message, null, disposeClient: false);
        Read(message.Headers.NonValidated);

        // Reading it makes the runtime compute it, so it comes before the headers are listed.
        ContentLength = message.Content.Headers.ContentLength ?? 0;
        Read(message.Content.Headers.NonValidated);
    }

    public HttpStatusCode StatusCode { get; }

    public bool IsSuccessStatusCode { get; }

    public long ContentLength { get; }

    public string ContentType => GetHeaderValue("Content-Type").Split(';')[0].Trim();

    public IHttpResponseBody ResponseBody { get; }

    public string[] GetHeaderNames() => [.. _headers.Keys];

    public bool IsHeaderPresent(string headerName) => _headers.ContainsKey(headerName);

    public string GetHeaderValue(string headerName) => _headers.GetValueOrDefault(headerName, "");

    // Event streams belong to SelectObjectContent, which nothing here asks for.
    public IEventStreamHeader GetEventStreamHeader(string headerName) => throw new NotSupportedException(headerName);

    public bool IsEventHeaderPresent(string headerName) => false;

    private void Read(HttpHeadersNonValidated headers)
    {
        foreach (var (name, values) in headers)
        {
            _headers[name] = string.Join(",", values);
        }
    }
}
