using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Internal;
using S3Sync.Problems;

namespace S3Sync.Storage.S3.Wire.Sdk;

/// <summary>
/// The SDK's client, for credentials, endpoint rules and every operation that a run sends rarely; with our own last stage: the side's
/// connections, headers as signed, no retries.
/// </summary>
internal sealed class WireClient : AmazonS3Client
{
    private readonly AWSCredentials? _given;

    public WireClient(AWSCredentials credentials, WireConfig config)
        : base(credentials, config) => _given = credentials;

    public WireClient(WireConfig config)
        : base(config)
    {
    }

    /// <summary>The plane of the frequent operations on one bucket, over the same connections.</summary>
    /// <exception cref="SyncException">The bucket has no address or wants a signature that is not made here.</exception>
    public DataPlane PlaneTo(string bucket, TimeProvider time)
    {
        var endpoint = WireEndpoint.Of(this, bucket);
        var sessions = new BucketSessions(this, time);
        if (endpoint.UsesSessions)
        {
            // The SDK's own requests use the same.
            ((WireConfig)Config).S3ExpressCredentialProvider = sessions;
        }

        WireIdentity identity = _given is AnonymousAWSCredentials ? new WireIdentity.Nobody()
            : endpoint.UsesSessions ? new WireIdentity.Session(sessions, bucket)
            : new WireIdentity.Found(_given, this);
        return new(((WireConfig)Config).Connections, endpoint, identity, time);
    }

    // Called by the base constructor: it must not touch fields of this class.
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);

        // It turns answers into exceptions of its own.
        pipeline.RemoveHandler<AmazonS3ResponseHandler>();

        // With no retries allowed it still sends again when a connection breaks, behind the funnel's back.
        pipeline.RemoveHandler<RetryHandler>();
        pipeline.AddHandlerBefore<Signer>(new SideStep(((WireConfig)Config).Headers));
        pipeline.AddHandlerAfter<Signer>(new LeadingSlash());
        pipeline.ReplaceHandler<HttpHandler<HttpContent>>(new HttpHandler<HttpContent>(new RawHttpRequests(NewHttpClient((WireConfig)Config), Config), this));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            (_given as IDisposable)?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static HttpClient NewHttpClient(WireConfig config)
    {
        // StallGuard ends what does not move; a total limit would end what is merely large.
        var client = new HttpClient(config.Connections.Handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        if (config.Connections.ProxyAuthorization is { } authorization)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Proxy-Authorization", authorization);
        }

        return client;
    }
}
