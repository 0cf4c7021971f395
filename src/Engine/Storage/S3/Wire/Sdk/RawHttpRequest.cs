using System.Net.Http.Headers;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using S3Sync.Storage.S3.Wire.Bodies;

namespace S3Sync.Storage.S3.Wire.Sdk;

/// <summary>
/// The SDK's own HTTP request, except that headers go out as they were signed and come in as they were sent. The SDK parses Content-Type
/// and Expires and writes them anew: <c>text/html;charset=utf-8</c> gains a space, <c>Expires: 0</c> is dropped, and the signature no longer fits.
/// </summary>
internal sealed class RawHttpRequest(HttpClient client, Uri uri, IClientConfig config) : IHttpRequest<HttpContent>
{
    private readonly HttpWebRequestMessage _inner = new(client, uri, config);

    public string Method
    {
        get => _inner.Method;
        set => _inner.Method = value;
    }

    public Uri RequestUri => _inner.RequestUri;

    public Version HttpProtocolVersion
    {
        get => _inner.HttpProtocolVersion;
        set => _inner.HttpProtocolVersion = value;
    }

    // "CreateMultipartUpload", Amazon S3 API Reference.
    private bool BeginsAnUpload => Method == "POST" && RequestUri.Query is "?uploads" or "?uploads=";

    // Expect: 100-continue would cost a round trip for each small body.
    public void ConfigureRequest(IRequestContext requestContext) => _inner.Request.Headers.ExpectContinue = false;

    public void SetRequestHeaders(IDictionary<string, string> headers) => _inner.SetRequestHeaders(headers);

    public HttpContent GetRequestContent() => _inner.GetRequestContent();

    public Task<HttpContent> GetRequestContentAsync() => _inner.GetRequestContentAsync();

    public IWebResponseData GetResponse() => throw new NotSupportedException();

    public async Task<IWebResponseData> GetResponseAsync(CancellationToken cancellationToken)
    {
        if (BeginsAnUpload)
        {
            _inner.Request.Content = new OneTimeContent(_inner.Request.Content);
        }

        var response = new RawHttpResponse(await client.SendAsync(_inner.Request, HttpCompletionOption.ResponseHeadersRead, cancellationToken));

        // The SDK's own redirect handler takes what is between success and failure.
        return (int)response.StatusCode < 400 ? response : throw new HttpErrorResponseException(response);
    }

    public void WriteToRequestBody(HttpContent requestContent, Stream contentStream, IDictionary<string, string> contentHeaders, IRequestContext requestContext)
    {
        _inner.WriteToRequestBody(requestContent, contentStream, WithoutParsed(contentHeaders), requestContext);
        AddRaw(contentHeaders);
    }

    public void WriteToRequestBody(HttpContent requestContent, byte[] content, IDictionary<string, string> contentHeaders)
    {
        _inner.WriteToRequestBody(requestContent, content, WithoutParsed(contentHeaders));
        AddRaw(contentHeaders);
    }

    public void WriteToRequestBody(HttpContent requestContent, ReadOnlyMemory<byte> content, IDictionary<string, string> contentHeaders)
    {
        _inner.WriteToRequestBody(requestContent, content, WithoutParsed(contentHeaders));
        AddRaw(contentHeaders);
    }

    public IHttpRequestStreamHandle SetupHttpRequestStreamPublisher(IDictionary<string, string> contentHeaders, IHttpRequestStreamPublisher publisher) =>
        _inner.SetupHttpRequestStreamPublisher(contentHeaders, publisher);

    public Stream SetupProgressListeners(Stream originalStream, long progressUpdateInterval, object sender, EventHandler<StreamTransferProgressArgs> callback) =>
        _inner.SetupProgressListeners(originalStream, progressUpdateInterval, sender, callback);

    public void Abort() => _inner.Abort();

    public void Dispose() => _inner.Dispose();

    private static Dictionary<string, string> WithoutParsed(IDictionary<string, string> headers)
    {
        var rest = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
        rest.Remove("Content-Type");
        rest.Remove("Expires");
        return rest;
    }

    private void AddRaw(IDictionary<string, string> headers)
    {
        if (_inner.Request.Content?.Headers is { } content)
        {
            Add(content, headers, "Content-Type");
            Add(content, headers, "Expires");
        }
    }

    private static void Add(HttpContentHeaders content, IDictionary<string, string> headers, string name)
    {
        if (headers.TryGetValue(name, out var value))
        {
            content.TryAddWithoutValidation(name, value);
        }
    }
}

/// <summary>Makes the requests of one client on its one <see cref="HttpClient"/>.</summary>
internal sealed class RawHttpRequests(HttpClient client, IClientConfig config) : IHttpRequestFactory<HttpContent>
{
    public IHttpRequest<HttpContent> CreateHttpRequest(Uri requestUri) => new RawHttpRequest(client, requestUri, config);

    public void Dispose() => client.Dispose();
}
