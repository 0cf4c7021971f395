using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using S3Sync.LocalS3;
using S3Sync.LocalS3.Faults;
using S3Sync.LocalS3.Hosting;
using S3Sync.LocalS3.Requests;

namespace S3Sync.TestKit;

/// <summary>
/// LocalS3's faults and request log before a server that nobody here wrote: an http endpoint on loopback that hands every request on as it came,
/// with the Host header that its signature covers. What only an endpoint's own memory can do (<see cref="Fault.CorruptContent"/>) it cannot.
/// </summary>
public sealed class FaultRelay : IAsyncDisposable
{
    // They belong to one connection, and each of the two connections has its own.
    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Keep-Alive", "Transfer-Encoding", "Expect", "Host" };

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpMessageInvoker _server = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
    });

    private readonly string _origin;
    private readonly RequestPipeline _pipeline;
    private KestrelHost? _host;

    private FaultRelay(Uri server, LocalS3Settings settings)
    {
        _origin = server.GetLeftPart(UriPartial.Authority);
        _pipeline = new(settings, CarryOutAsync);
    }

    /// <summary>Where clients find it, without a final slash.</summary>
    public string Endpoint => _host!.Endpoint.AbsoluteUri.TrimEnd('/'); // there from StartAsync on

    /// <summary>What shall go wrong between the client and the server.</summary>
    public FaultPlan Faults => _pipeline.Faults;

    /// <summary>What was asked.</summary>
    public RequestLog Requests => _pipeline.Log;

    /// <summary>Starts a relay to a server.</summary>
    public static async Task<FaultRelay> StartAsync(Uri server)
    {
        var settings = new LocalS3Settings { Keys = new Dictionary<string, string>(), RequestLogCapacity = 100_000 };
        var relay = new FaultRelay(server, settings);
        relay._host = await KestrelHost.StartAsync(settings, null, relay._pipeline, CancellationToken.None);
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        await _host!.StopAsync(); // there from StartAsync on
        _server.Dispose();
        if (_pipeline.Failures.Snapshot().OfType<NotSupportedException>().FirstOrDefault() is { } beyond)
        {
            // The client was answered a 500, which a test about failures may take for the fault that it planned.
            throw beyond;
        }
    }

    private async Task CarryOutAsync(HttpContext context, RequestTarget target, StruckRequest? struck)
    {
        if (struck?.Fault is Fault.CorruptRequestByte { BehindSignature: true })
        {
            throw new NotSupportedException("A relay cannot change content behind its signature.");
        }

        using var request = RequestOf(context);
        using var answer = await _server.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.Headers.Clear();
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).Where(header => !OfConnection.Contains(header.Key)))
        {
            context.Response.Headers.Append(name, values.ToArray());
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private HttpRequestMessage RequestOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var request = new HttpRequestMessage(new(context.Request.Method), new Uri(_origin + target, AsWritten))
        {
            Version = HttpVersion.Version11,
            Content = context.Request.ContentLength is not null || context.Request.Headers.TransferEncoding.Count > 0 ? new StreamContent(context.Request.Body) : null,
        };
        request.Headers.Host = context.Request.Host.Value;
        foreach (var (name, values) in context.Request.Headers.Where(static header => !OfConnection.Contains(header.Key)))
        {
            _ = request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values) || request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values) == true;
        }

        return request;
    }
}
