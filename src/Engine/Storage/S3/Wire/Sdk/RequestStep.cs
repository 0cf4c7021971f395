using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace S3Sync.Storage.S3.Wire.Sdk;

/// <summary>A step of ours in the SDK's pipeline: it changes the request and passes it on.</summary>
internal abstract class RequestStep : PipelineHandler
{
    public sealed override void InvokeSync(IExecutionContext executionContext)
    {
        Take(executionContext.RequestContext);
        base.InvokeSync(executionContext);
    }

    public sealed override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        Take(executionContext.RequestContext);
        return base.InvokeAsync<T>(executionContext);
    }

    protected abstract void Take(IRequestContext context);
}
