using System.Net;
using System.Text;
using S3Sync.Options;

namespace S3Sync.Storage.S3.Side;

/// <summary>
/// The connections of one side, with the time they may take to be made and the proxy they go through: the one that the options name for the
/// endpoint's scheme, or what the runtime finds in the surroundings (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, or the system's settings).
/// </summary>
internal sealed class SideConnections : IDisposable
{
    /// <summary>Connections as a side needs them.</summary>
    public SideConnections(S3SideOptions side, ConnectionOptions options)
    {
        // AWS itself is asked over https.
        var endpoint = Uri.TryCreate(side.EndpointUrl, UriKind.Absolute, out var url) ? url : null;
        var isPlain = endpoint?.Scheme == Uri.UriSchemeHttp;
        var proxy = (isPlain ? options.HttpProxy : options.HttpsProxy) is { } named ? new Uri(named) : null;

        // The surroundings' proxy is for what lies beyond this machine; one that is named is always meant.
        var usesProxy = proxy is not null || endpoint is not { IsLoopback: true };
        ProxyAuthorization = !isPlain || !usesProxy ? null : proxy is not null ? BasicOf(CredentialsOf(proxy)) : BasicOf(OfSurroundings(endpoint!)); // plain, so it is there
        Handler = NewHandler(options);
        (Handler.UseProxy, Handler.Proxy) = (usesProxy, proxy is null ? null : new WebProxy(WithoutUser(proxy)) { Credentials = isPlain ? null : CredentialsOf(proxy) });
    }

    /// <summary>The connections.</summary>
    public SocketsHttpHandler Handler { get; }

    /// <summary>
    /// What each request over a plain connection says to the proxy, null for nothing: the runtime would send a body first, be refused, and send
    /// it again, which ours cannot. Over TLS it is asked for its tunnel by the runtime, once a connection. A secret: never shown.
    /// </summary>
    public string? ProxyAuthorization { get; }

    public void Dispose() => Handler.Dispose();

    private static SocketsHttpHandler NewHandler(ConnectionOptions options) => new()
    {
        // An object with Content-Encoding: gzip must arrive as it is stored.
        AutomaticDecompression = DecompressionMethods.None,

        // A redirect must be signed anew.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.ConnectTimeout ?? Timeout.InfiniteTimeSpan,

        // S3 spreads load by DNS: a pool that never looks again stays on the addresses of its first minute.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),

        // User metadata may be UTF-8 on the wire; the default refuses to write it and mangles it when read.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,

        // A trace header would not be under the signature, and looking for one costs at every request.
        ActivityHeadersPropagator = null,
        ConnectCallback = static (context, cancellationToken) => PromptStream.ConnectAsync(context.DnsEndPoint, cancellationToken),
    };

    // The runtime names the proxy's address in what it throws, so user and password are kept out of it.
    private static Uri WithoutUser(Uri proxy) => new UriBuilder(proxy) { UserName = "", Password = "" }.Uri;

    private static NetworkCredential? CredentialsOf(Uri proxy)
    {
        if (proxy.UserInfo.Length == 0)
        {
            return null;
        }

        var parts = proxy.UserInfo.Split(':', 2);
        return new(Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private static NetworkCredential? OfSurroundings(Uri endpoint)
    {
        var surroundings = HttpClient.DefaultProxy;
        return !surroundings.IsBypassed(endpoint) && surroundings.GetProxy(endpoint) is { } proxy ? surroundings.Credentials?.GetCredential(proxy, "Basic") : null;
    }

    // RFC 7617, 2.
    private static string? BasicOf(NetworkCredential? credential) => credential is null ? null
        : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"));
}
