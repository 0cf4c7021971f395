using Amazon.Runtime;
using Amazon.S3.Model;

namespace S3Sync.Storage.S3.Wire;

/// <summary>Notes a request's own payload before the SDK wraps it beyond recognition, for <see cref="RequestFinish"/>.</summary>
internal sealed class PayloadNote : RequestStep
{
    private const string Name = "S3Sync.Payload";

    /// <summary>The payload of a request that has one.</summary>
    public static PayloadStream? Of(IRequestContext context) => context.ContextAttributes.TryGetValue(Name, out var payload) ? payload as PayloadStream : null;

    protected override void Take(IRequestContext context)
    {
        var body = context.OriginalRequest switch
        {
            PutObjectRequest put => put.InputStream,
            UploadPartRequest part => part.InputStream,
            _ => null,
        };
        if (body is PayloadStream payload)
        {
            context.ContextAttributes[Name] = payload;
        }
    }
}
