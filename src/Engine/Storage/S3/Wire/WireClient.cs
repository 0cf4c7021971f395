using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Internal;

namespace S3Sync.Storage.S3.Wire;

/// <summary>The SDK's client with our own last stage: one connection pool, headers as signed, bodies hashed once.</summary>
internal sealed class WireClient : AmazonS3Client
{
    public WireClient(AWSCredentials credentials, AmazonS3Config config)
        : base(credentials, config)
    {
    }

    public WireClient(AmazonS3Config config)
        : base(config)
    {
    }

    // Called by the base constructor: it must not touch fields of this class.
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);

        // It wraps every GET in an MD5 of its own, and turns a batch delete's answer into an exception.
        pipeline.RemoveHandler<AmazonS3ResponseHandler>();

        // With no retries allowed it still sends again when a connection breaks, behind the funnel's back.
        pipeline.RemoveHandler<RetryHandler>();
        pipeline.AddHandlerBefore<AmazonS3PostMarshallHandler>(new PayloadNote());
        pipeline.AddHandlerBefore<ChecksumHandler>(new RequestFinish());
        pipeline.AddHandlerAfter<Signer>(new LeadingSlash());
        pipeline.ReplaceHandler<HttpHandler<HttpContent>>(new HttpHandler<HttpContent>(new RawHttpRequests(NewHttpClient(), Config), this));
    }

    private static HttpClient NewHttpClient() => new(new SocketsHttpHandler
    {
        // An object with Content-Encoding: gzip must arrive as it is stored.
        AutomaticDecompression = DecompressionMethods.None,

        // A redirect must be signed anew: the SDK follows it.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),

        // S3 spreads load by DNS: a pool that never looks again stays on the addresses of its first minute.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),

        // User metadata may be UTF-8 on the wire; the default refuses to write it and mangles it when read.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    })
    {
        // StallGuard ends what does not move; a total limit would end what is merely large.
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
