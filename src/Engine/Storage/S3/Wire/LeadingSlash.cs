using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace S3Sync.Storage.S3.Wire;

/// <summary>
/// Keeps the first slash of a key that begins with one. With the bucket in the path the SDK signs the right path, but joins endpoint and
/// key by one slash when it writes the URL; so the slash is doubled after the signature.
/// </summary>
internal sealed class LeadingSlash : PipelineHandler
{
    private const string KeyPlace = "{Key+}";

    public override void InvokeSync(IExecutionContext executionContext)
    {
        Keep(executionContext.RequestContext.Request);
        base.InvokeSync(executionContext);
    }

    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        Keep(executionContext.RequestContext.Request);
        return base.InvokeAsync<T>(executionContext);
    }

    private static void Keep(IRequest request)
    {
        if (request.PathResources.TryGetValue(KeyPlace, out var key) && key.StartsWith('/') && !request.Endpoint.AbsoluteUri.EndsWith('/'))
        {
            request.PathResources[KeyPlace] = "/" + key;
        }
    }
}
