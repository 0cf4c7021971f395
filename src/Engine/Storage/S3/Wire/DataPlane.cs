using System.Net;
using System.Xml;
using S3Sync.Storage.S3.Side;
using S3Sync.Storage.S3.Wire.Bodies;

namespace S3Sync.Storage.S3.Wire;

/// <summary>
/// Sends the requests that a run is made of (PutObject, UploadPart, GetObject, HeadObject, ListObjectsV2, DeleteObjects) over the side's
/// connections without the SDK's pipeline between: signed here, sent once, an error thrown as <see cref="S3Refusal"/>.
/// </summary>
/// <param name="connections">The side's connections, shared with the SDK's client.</param>
/// <param name="given">Where they go, until a redirect leads elsewhere.</param>
/// <param name="identity">Who signs.</param>
/// <param name="time">The clock that signs.</param>
internal sealed class DataPlane(SideConnections connections, WireEndpoint given, WireIdentity identity, TimeProvider time) : IDisposable
{
    /// <summary>More of an error's body than any endpoint writes.</summary>
    private const int LongestError = 256 << 10;

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    // The bare invoker: HttpClient would add a linked token source, a timer and a buffer to every request.
    private readonly HttpMessageInvoker _sender = new(connections.Handler, disposeHandler: false);
    private readonly RequestSigner _signer = new(given.Region, given.Service);
    private WireEndpoint _endpoint = given;

    /// <summary>Whether the connection itself protects what is sent.</summary>
    public bool IsEncrypted => Volatile.Read(ref _endpoint).IsEncrypted;

    /// <summary>Sends a request; the answer's body is still on the wire.</summary>
    /// <exception cref="S3Refusal">The endpoint answered with an error.</exception>
    public async Task<WireAnswer> SendAsync(WireRequest request, CancellationToken cancellationToken)
    {
        var endpoint = Volatile.Read(ref _endpoint);
        var (path, query) = (request.Path(endpoint.Root), request.QueryText());
        Signature? signature = null;
        if (await identity.GetAsync(cancellationToken) is { } keys)
        {
            signature = _signer.Sign(request, path, query, endpoint.Host, keys, time.GetUtcNow());
            (request.Content as ChunkedContent)?.GoOnFrom(signature);
        }

        using var message = Message(request, new(endpoint.Origin + path + (query.Length == 0 ? "" : "?" + query), AsWritten), signature);
        var response = await _sender.SendAsync(message, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return new(response);
        }

        throw await RefusalAsync(response, Moved(endpoint, response), cancellationToken);
    }

    public void Dispose() => _sender.Dispose();

    private HttpRequestMessage Message(WireRequest request, Uri uri, Signature? signature)
    {
        var message = new HttpRequestMessage(request.Method, uri) { Content = request.Content };
        foreach (var (name, value) in request.Headers)
        {
            // The runtime writes the host by itself, the same one. A header belongs to the message or to its content, never to both. The runtime
            // would write a line end as it is, and what follows it as a header of its own.
            if (value.AsSpan().ContainsAny('\r', '\n', '\0')
                || (name != "host" && !message.Headers.TryAddWithoutValidation(name, value) && message.Content?.Headers.TryAddWithoutValidation(name, value) != true))
            {
                throw new FormatException($"The header {name} cannot be sent with this value.");
            }
        }

        if (connections.ProxyAuthorization is { } authorization)
        {
            message.Headers.TryAddWithoutValidation("Proxy-Authorization", authorization);
        }

        if (signature is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", signature.Authorization);
        }

        return message;
    }

    // A new bucket of AWS may be answered for elsewhere until its name is known: "Making requests using the REST API" (request redirection), Amazon
    // S3 User Guide. The body is sent again by the next attempt, to where this one was led. A signature is never shown to a stranger.
    private bool Moved(WireEndpoint from, HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.TemporaryRedirect || from.LedTo(response.Headers.Location) is not { } to)
        {
            return false;
        }

        Volatile.Write(ref _endpoint, to);
        return true;
    }

    private static async Task<S3Refusal> RefusalAsync(HttpResponseMessage response, bool leadsElsewhere, CancellationToken cancellationToken)
    {
        using var answer = new WireAnswer(response);
        var (code, message) = await ErrorAsync(response, cancellationToken);
        return new(response.StatusCode, code, message)
        {
            RetryAfter = answer.Header("Retry-After"),
            Date = answer.Header("Date"),
            BucketRegion = answer.Header("x-amz-bucket-region"),
            LeadsElsewhere = leadsElsewhere,
        };
    }

    // A gateway in between writes HTML or nothing: then the status alone speaks.
    private static async Task<(string Code, string Message)> ErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestError, cancellationToken);
            return ErrorIn(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception failure) when (failure is XmlException or HttpRequestException)
        {
            return ("", "");
        }
    }

    private static (string Code, string Message) ErrorIn(ReadOnlySpan<byte> body)
    {
        var scan = new XmlScan(body);
        return body.IsEmpty || !scan.Read() || !scan.Name.SequenceEqual("Error"u8) ? ("", "") : ErrorDocument.Read(ref scan);
    }
}
