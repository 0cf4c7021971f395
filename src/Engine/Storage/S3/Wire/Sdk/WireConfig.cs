using System.Net;
using System.Text;
using Amazon.S3;

namespace S3Sync.Storage.S3.Wire.Sdk;

/// <summary>The SDK's configuration of one side, with the connections that its client and the data plane share.</summary>
internal sealed class WireConfig : AmazonS3Config
{
    /// <summary>The side's connections.</summary>
    public required SocketsHttpHandler Connections { get; init; }

    /// <summary>Connections as a side needs them.</summary>
    public static SocketsHttpHandler NewConnections() => new()
    {
        // An object with Content-Encoding: gzip must arrive as it is stored.
        AutomaticDecompression = DecompressionMethods.None,

        // A redirect must be signed anew.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),

        // S3 spreads load by DNS: a pool that never looks again stays on the addresses of its first minute.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),

        // User metadata may be UTF-8 on the wire; the default refuses to write it and mangles it when read.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,

        // A trace header would not be under the signature, and looking for one costs at every request.
        ActivityHeadersPropagator = null,
    };
}
